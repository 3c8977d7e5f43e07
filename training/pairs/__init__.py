"""The pair scorer's training: from labelled sets and made contrasts to `pairs.onnx`."""
