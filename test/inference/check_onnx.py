"""Runs an exported network through onnx's own checker, its reference implementation and OpenCV's DNN module.

Usage: python check_onnx.py MODEL.onnx PIXELS
PIXELS: unsigned bytes [N, 28, 28], 0 (paper) to 255 (ink). Prints one JSON object; any error ends it with a traceback.
"""

import json
import sys

import cv2
import numpy
import onnx
from onnx.reference import ReferenceEvaluator

model_file, pixels_file = sys.argv[1:]
OUTPUTS = ["probabilities", "logits"]

model = onnx.load(model_file)
onnx.checker.check_model(model, full_check=True)
inferred = onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)

images = numpy.fromfile(pixels_file, numpy.uint8).reshape(-1, 28, 28).astype(numpy.float32)
reference = ReferenceEvaluator(model).run(OUTPUTS, {"image": images})

network = cv2.dnn.readNetFromONNX(model_file)


def with_opencv(batch):
    network.setInput(batch, "image")
    return network.forward(OUTPUTS)


# One image a call, as a program that reads a camera would.
opencv = [with_opencv(images[i : i + 1]) for i in range(len(images))]


def shape_of(value):
    return [size.dim_param or size.dim_value for size in value.type.tensor_type.shape.dim]


print(
    json.dumps(
        {
            "opset": model.opset_import[0].version,
            "metadata": {entry.key: entry.value for entry in model.metadata_props},
            "shapes": {value.name: shape_of(value) for value in [*inferred.graph.value_info, *inferred.graph.output]},
            "reference": {name: values.tolist() for name, values in zip(OUTPUTS, reference)},
            "opencv": {name: [result[k][0].tolist() for result in opencv] for k, name in enumerate(OUTPUTS)},
        }
    )
)
