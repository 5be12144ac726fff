"""Runs exported networks in Python's own TensorFlow and onnxruntime. What Facet wrote is the only input.

usage: check.py MODEL IMAGES COUNT
  MODEL   a folder that `facet export` made: a SavedModel, or one with model.onnx
  IMAGES  a file of uint8 [COUNT, H, W, C]; the sizes are those of the model's input
Prints JSON: {"scores": [...], "logits": [[...]], "versions": {...}}.
"""
import json
import os
import sys

import numpy as np

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"


def with_onnx(file, images_of):
    import onnx
    import onnxruntime

    onnx.checker.check_model(file, full_check=True)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
    (image,) = session.get_inputs()
    assert image.type == "tensor(uint8)", image.type
    scores, logits = session.run(["scores", "logits"], {"images": images_of(image.shape[1:])})
    metadata = session.get_modelmeta().custom_metadata_map
    assert json.loads(metadata["classes"]) == ["fake", "real"], metadata
    return scores, logits, {"onnx": onnx.__version__, "onnxruntime": onnxruntime.__version__}


def with_tensorflow(folder, images_of):
    import tensorflow as tf

    model = tf.saved_model.load(folder).signatures["serving_default"]
    spec = model.structured_input_signature[1]["images"]
    assert spec.dtype == tf.uint8, spec
    frozen = [op.type for op in model.graph.get_operations() if "Variable" in op.type or op.type == "VarHandleOp"]
    assert frozen == [], frozen
    found = model(images=tf.constant(images_of(spec.shape[1:])))
    return found["scores"].numpy(), found["logits"].numpy(), {"tensorflow": tf.__version__}


def main(model, file, count):
    def images_of(shape):
        return np.fromfile(file, np.uint8).reshape([int(count), *[int(size) for size in shape]])

    onnx_file = os.path.join(model, "model.onnx")
    run = (lambda: with_onnx(onnx_file, images_of)) if os.path.exists(onnx_file) else lambda: with_tensorflow(model, images_of)
    scores, logits, versions = run()
    print(json.dumps({"scores": scores.tolist(), "logits": logits.tolist(), "versions": versions}))


main(*sys.argv[1:])
