"""From a trained network to ONNX: `encoder.onnx` (fp32), then the two graphs of a bundle.

In: a network in evaluation mode. Out: `model.onnx` (encoder, cue head, projections; int8 or fp32) and `roles.onnx` (the role
head, fp32, written node by node because the exporter cannot express a GRU over rows of different lengths).
"""

import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from torch import Tensor, nn

from sayso_training.network import WIDTH, Inputs, Network

__all__ = ["export_model", "export_roles", "quantise"]

OPSET = 17
#: Weights that share a scale; 32 was no more exact than 64 on dev and slower.
BLOCK = 64
#: onnxruntime's name for computing such products in int8.
INT8_COMPUTE = 4
INPUTS = ("ids", "mask", "shapes", "flags", "sentences", "slots")
OUTPUTS = ("cues", "tokens", "heads", "labels", "governors", "governor_scores", "vectors")


class _Reading(nn.Module):
    """The part of the network that sees whole windows."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, *inputs: Tensor) -> tuple[Tensor, ...]:
        cues, tokens, heads, labels, arcs, vectors = self.network.read(Inputs(*inputs))
        scores, governors = arcs.softmax(dim=2).max(dim=2)
        return cues, tokens, heads, labels, governors, scores, vectors


def export_model(network: Network, path: Path) -> None:
    """The encoder with its heads, fp32, attention and normalisation fused for onnxruntime."""
    network.encoder.bert.set_attn_implementation("eager")
    example = (*(torch.ones((2, 9), dtype=torch.int64) for _ in INPUTS[:-1]), torch.arange(1, 4))
    axes = {name: {0: "windows", 1: "longest"} for name in (*INPUTS[:-1], *OUTPUTS[:-1])}
    axes |= {"slots": {0: "slots"}, "vectors": {0: "windows", 1: "slots"}}
    plain = path.with_suffix(".plain.onnx")
    with warnings.catch_warnings(), torch.inference_mode():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _Reading(network).eval(), example, str(plain), input_names=INPUTS, output_names=OUTPUTS, dynamic_axes=axes,
            opset_version=OPSET, dynamo=False,
        )  # fmt: skip
    config = network.encoder.bert.config
    options = FusionOptions("bert")
    options.enable_embed_layer_norm = False
    # Keeps the projections of attention as matrices of their own, which can be quantised in blocks.
    options.use_multi_head_attention = True
    fused = optimizer.optimize_model(
        str(plain), "bert", num_heads=config.num_attention_heads, hidden_size=config.hidden_size,
        optimization_options=options, opt_level=0,
    )  # fmt: skip
    print("fused:", fused.get_fused_operator_statistics())
    fused.save_model_to_file(str(path))
    plain.unlink()


def quantise(source: Path, target: Path) -> None:
    """Int8: the encoder's matrices in blocks of a row, the embeddings as a whole; heads and normalisations stay fp32.

    Activations are quantised row by row and block by block at run time, so that what a window gives does not depend on what
    is read beside it; one scale for a whole batch was faster by a third, and moved the figures by 0.3 from batch to batch.
    """
    model = onnx.load(str(source))
    heads = [node.name for node in model.graph.node if node.op_type == "MatMul" and "/encoder/" not in node.name]
    blocks = MatMulNBitsQuantizer(
        model, bits=8, block_size=BLOCK, is_symmetric=True, accuracy_level=INT8_COMPUTE, nodes_to_exclude=heads,
        op_types_to_quantize=("MatMul",),
    )  # fmt: skip
    blocks.process()
    blocks.model.save_model_to_file(str(target))
    quantize_dynamic(
        str(target), str(target), op_types_to_quantize=["Gather"], weight_type=QuantType.QInt8,
        extra_options={"DefaultTensorType": TensorProto.FLOAT},
    )  # fmt: skip


def export_roles(network: Network, path: Path) -> None:
    """The role head: tokens (cues, longest, 192), cue (cues, 192), distances, lengths → emissions (cues, longest, 5)."""
    head = network.roles
    weights = {
        "distance_table": head.distance.weight,
        "mix_w": head.mix.weight.T,
        "mix_b": head.mix.bias,
        "out_w": head.out.weight.T,
        "out_b": head.out.bias,
    }
    arrays = {name: value.detach().numpy().astype(np.float32) for name, value in weights.items()}
    arrays |= _gru_arrays(head)
    initialisers = [numpy_helper.from_array(np.ascontiguousarray(a), name) for name, a in arrays.items()]
    initialisers.append(numpy_helper.from_array(np.array([1], dtype=np.int64), "axis1"))
    initialisers.append(numpy_helper.from_array(np.array([0, 0, -1], dtype=np.int64), "joined"))
    node = helper.make_node
    nodes = [
        node("Unsqueeze", ["cue", "axis1"], ["cue3"]),
        node("Gather", ["distance_table", "distances"], ["far"]),
        node("Add", ["tokens", "cue3"], ["sum1"]),
        node("Add", ["sum1", "far"], ["sum2"]),
        node("Mul", ["tokens", "cue3"], ["product"]),
        node("Add", ["sum2", "product"], ["sum3"]),
        node("Gelu", ["sum3"], ["mixed0"], domain="com.microsoft"),
        node("MatMul", ["mixed0", "mix_w"], ["mixed1"]),
        node("BiasGelu", ["mixed1", "mix_b"], ["x"], domain="com.microsoft"),
        node("Transpose", ["x"], ["x_steps"], perm=[1, 0, 2]),
        node("Cast", ["lengths"], ["lengths32"], to=TensorProto.INT32),
        node("GRU", ["x_steps", "gru_w", "gru_r", "gru_b", "lengths32"], ["run4"],
             hidden_size=WIDTH // 2, direction="bidirectional", linear_before_reset=1),
        node("Transpose", ["run4"], ["run4b"], perm=[2, 0, 1, 3]),
        node("Reshape", ["run4b", "joined"], ["run"]),
        node("Add", ["x", "run"], ["y"]),
        node("MatMul", ["y", "out_w"], ["z"]),
        node("Add", ["z", "out_b"], ["emissions"]),
    ]  # fmt: skip
    f, i = TensorProto.FLOAT, TensorProto.INT64
    value = helper.make_tensor_value_info
    inputs = [
        value("tokens", f, ["cues", "longest", WIDTH]),
        value("cue", f, ["cues", WIDTH]),
        value("distances", i, ["cues", "longest"]),
        value("lengths", i, ["cues"]),
    ]
    outputs = [value("emissions", f, ["cues", "longest", head.out.out_features])]
    graph = helper.make_graph(nodes, "roles", inputs, outputs, initialisers)
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=8)
    onnx.save(model, str(path))


def _gru_arrays(head: nn.Module) -> dict[str, np.ndarray]:
    """Both directions in ONNX's gate order (update, reset, new); torch has (reset, update, new)."""
    w, r, b = [], [], []
    for gru in (head.forward_gru, head.backward_gru):
        w.append(_reorder(gru.weight_ih_l0))
        r.append(_reorder(gru.weight_hh_l0))
        b.append(np.concatenate([_reorder(gru.bias_ih_l0), _reorder(gru.bias_hh_l0)]))
    return {"gru_w": np.stack(w), "gru_r": np.stack(r), "gru_b": np.stack(b)}


def _reorder(weight: Tensor) -> np.ndarray:
    reset, update, new = np.split(weight.detach().numpy().astype(np.float32), 3)
    return np.concatenate([update, reset, new])
