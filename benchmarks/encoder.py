"""The bare encoder: the part of a bundle's model graph up to the last hidden states, as a graph of its own.

In: a model graph. Out: the same graph without heads. It needs `onnx` (benchmarks/requirements.txt), and runs nothing.
"""

import re
from pathlib import Path

import onnx
from onnx import TensorProto, helper

__all__ = ["cut_graph", "find_last_hidden", "write_encoder"]

#: The normalisation that ends a layer of the encoder, as the exporter names it; fusing renames nodes, but not what they yield.
LAYER_END = re.compile(r"encoder/.*layer\.(\d+)/output/LayerNorm/[^/]*$")


def find_last_hidden(model: onnx.ModelProto) -> str:
    """The name of the last hidden states.

    Raises:
        ValueError: no layer of an encoder is named as in training/sayso_training/onnx_export.py.
    """
    ends = {}
    for node in model.graph.node:
        found = LAYER_END.search(node.output[0]) if node.op_type.endswith("LayerNormalization") else None
        if found:
            ends[int(found[1])] = node.output[0]
    if not ends:
        raise ValueError("the graph names no end of an encoder layer; it was not made by sayso_training.onnx_export")
    return str(ends[max(ends)])


def cut_graph(model: onnx.ModelProto, wanted: str) -> onnx.ModelProto:
    """The graph with one output, fp32, and only the nodes, weights and inputs that it needs."""
    needed, nodes = {wanted}, []
    for node in reversed(model.graph.node):
        if needed.intersection(node.output):
            nodes.append(node)
            needed.update(name for name in node.input if name)
    graph = helper.make_graph(
        nodes[::-1],
        "encoder",
        [value for value in model.graph.input if value.name in needed],
        [helper.make_tensor_value_info(wanted, TensorProto.FLOAT, None)],
        [tensor for tensor in model.graph.initializer if tensor.name in needed],
    )
    return helper.make_model(graph, opset_imports=model.opset_import, ir_version=model.ir_version)


def write_encoder(source: Path, target: Path) -> None:
    """Cut the encoder out of a model file."""
    model = onnx.load(str(source))
    onnx.save(cut_graph(model, find_last_hidden(model)), str(target))
