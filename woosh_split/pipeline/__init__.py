"""One function a command: wires the stages, and is the only place that knows all of them."""
