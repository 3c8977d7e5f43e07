"""Quality benchmarks: each measures one room on labelled data; `gate` compares them with floors.json."""
