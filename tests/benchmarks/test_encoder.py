"""Cutting the encoder out of a graph; needs onnx, which comes with benchmarks/requirements.txt."""

from typing import Any

import numpy as np
import pytest

onnx = pytest.importorskip("onnx", reason="onnx comes with benchmarks/requirements.txt")
encoder = pytest.importorskip("benchmarks.encoder")
helper = onnx.helper
FLOAT = onnx.TensorProto.FLOAT


def _layer(number: int, into: str, weights: str) -> list[Any]:
    end = f"/encoder/bert/encoder/layer.{number}/output/LayerNorm/LayerNormalization_output_0"
    return [
        helper.make_node("Add", [into, weights], [f"sum{number}"]),
        helper.make_node("LayerNormalization", [f"sum{number}", "scale"], [end], name=f"fused_{number}"),
    ]


def _model(*, layers: int = 11) -> Any:
    """Layers that add and normalise, then two heads of which one asks for an input that the encoder does not need."""
    nodes, into = [], "x"
    for number in range(layers):
        nodes += _layer(number, into, "bias")
        into = nodes[-1].output[0]
    nodes.append(helper.make_node("Mul", [into, "head"], ["cues"]))
    nodes.append(helper.make_node("LayerNormalization", ["cues", "scale"], ["/vectors/LayerNorm/LayerNormalization_output_0"]))
    nodes.append(helper.make_node("Add", ["/vectors/LayerNorm/LayerNormalization_output_0", "slots"], ["vectors"]))
    value = helper.make_tensor_value_info
    tensors = [
        onnx.numpy_helper.from_array(np.arange(4, dtype=np.float32) + n, name)
        for n, name in enumerate(("bias", "scale", "head"))
    ]
    inputs = [value("x", FLOAT, ["n", 4]), value("slots", FLOAT, [4])]
    outputs = [value("cues", FLOAT, ["n", 4]), value("vectors", FLOAT, ["n", 4])]
    graph = helper.make_graph(nodes, "g", inputs, outputs, tensors)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def test_the_last_layer_is_the_one_with_the_highest_number() -> None:
    assert "layer.10/output" in encoder.find_last_hidden(_model())


def test_a_graph_without_an_encoder_is_refused() -> None:
    with pytest.raises(ValueError, match="names no end of an encoder layer"):
        encoder.find_last_hidden(_model(layers=0))


def test_the_cut_graph_has_no_heads_and_computes_the_same() -> None:
    onnxruntime = pytest.importorskip("onnxruntime")
    model = _model(layers=2)
    last = encoder.find_last_hidden(model)
    cut = encoder.cut_graph(model, last)
    assert [value.name for value in cut.graph.input] == ["x"]
    assert {tensor.name for tensor in cut.graph.initializer} == {"bias", "scale"}
    assert len(cut.graph.node) == 4
    x = np.random.default_rng(1).standard_normal((3, 4), dtype=np.float32)
    (hidden,) = onnxruntime.InferenceSession(cut.SerializeToString()).run(None, {"x": x})
    cues, _ = onnxruntime.InferenceSession(model.SerializeToString()).run(
        None, {"x": x, "slots": np.zeros(4, dtype=np.float32)}
    )
    assert np.allclose(hidden * (np.arange(4) + 2), cues, atol=1e-6)
