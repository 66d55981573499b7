"""The network as an int8 ONNX graph, built operator by operator: no tracer decides what is shipped.

Weights are int8 per output channel, the table of words int8 per row. Activations are quantised per row (per
sub-word) at run time, so that neither the batch nor the other words of the sentence change what a row becomes,
and sums are of whole numbers, hence exact: the same on every machine and for every batch. Weights stay
within ±63: two products of a signed and an unsigned byte then fit the 16 bits of processors without VNNI.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from tools.train.corpora import Example
from tools.train.network import DEPTH, EPSILON, HEADS, WIDTH, Network

PLACES = 258  # sub-words in one run: 256 and the two marks


State = dict[str, NDArray[np.float32]]


class Graph:
    """A small builder: each call adds one node and returns its output's name."""

    def __init__(self, state: State, levels: State, *, quantised: str, limit: int) -> None:
        self.state = state
        self.levels = levels
        self.nodes: list[Any] = []
        self.constants: list[Any] = []
        self.quantised = quantised
        self.limit = limit
        self.count = 0

    def add(self, kind: str, *inputs: str, domain: str = "", outputs: int = 1, **attributes: Any) -> str:
        names = [f"v{self.count}_{i}" for i in range(outputs)]
        self.count += 1
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return names[0]

    def constant(self, value: NDArray[Any]) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.array(value, order="C"), name))
        return name

    def floats(self, value: float) -> str:
        return self.constant(np.array(value, dtype=np.float32))

    def table(self, ids: str, weights: NDArray[np.float32]) -> str:
        """Rows of an embedding table."""
        if self.quantised == "none":
            return self.add("Gather", self.constant(weights), ids)
        scale = np.abs(weights).max(axis=1, keepdims=True).clip(1e-12) / 127
        rows = self.constant(np.round(weights / scale).astype(np.int8))
        whole = self.add("Cast", self.add("Gather", rows, ids), to=TensorProto.FLOAT)
        return self.add("Mul", whole, self.add("Gather", self.constant(scale.astype(np.float32)), ids))

    def quantise(self, x: str, level: NDArray[np.float32]) -> tuple[str, str]:
        """Each row, its channels levelled, as unsigned bytes around 128, and the row's scale."""
        x = self.add("Mul", x, self.constant((1 / level).astype(np.float32)))
        top = self.add("ReduceMax", self.add("Abs", x), self.constant(np.array([-1])), keepdims=1)
        scale = self.add("Mul", self.add("Max", top, self.floats(1e-6)), self.floats(1 / 127))
        steps = self.add("Round", self.add("Div", x, scale))
        whole = self.add("Cast", self.add("Add", steps, self.floats(128)), to=TensorProto.UINT8)
        return whole, scale

    def linear(self, x: str, name: str) -> str:
        """The linear layer of that name: `x @ weight.T + bias`."""
        weight, bias = self.state[f"{name}.weight"], self.state[f"{name}.bias"]
        if self.quantised == "none":
            return self.add("Add", self.add("MatMul", x, self.constant(weight.T)), self.constant(bias))
        if self.quantised.startswith("nbits"):
            return self.nbits(x, weight, bias)
        level = self.levels.get(name, np.ones(weight.shape[1], dtype=np.float32))
        weight = weight * level
        scale = np.abs(weight).max(axis=1).clip(1e-12) / self.limit
        whole = self.constant(np.round(weight / scale[:, None]).astype(np.int8).T)
        scales = self.constant(scale.astype(np.float32))
        if self.quantised == "tensor":
            names = [f"q{self.count}_{i}" for i in range(3)]
            self.count += 1
            self.nodes.append(helper.make_node("DynamicQuantizeLinear", [x], names))
            sums = self.add("MatMulInteger", names[0], whole, names[2])
            y = self.add("Mul", self.add("Cast", sums, to=TensorProto.FLOAT), self.add("Mul", names[1], scales))
            return self.add("Add", y, self.constant(bias))
        rows, row_scale = self.quantise(x, level)
        zero = self.constant(np.array(128, dtype=np.uint8))
        sums = self.add("Cast", self.add("MatMulInteger", rows, whole, zero), to=TensorProto.FLOAT)
        y = self.add("Mul", self.add("Mul", sums, scales), row_scale)
        return self.add("Add", y, self.constant(bias))

    def nbits(self, x: str, weight: NDArray[Any], bias: NDArray[Any]) -> str:
        block = int(self.quantised[5:])
        out, inner = weight.shape
        blocks = weight.reshape(out, inner // block, block)
        scale = np.abs(blocks).max(axis=2).clip(1e-12) / 127
        whole = (np.round(blocks / scale[:, :, None]) + 128).astype(np.uint8)
        return self.add(
            "MatMulNBits",
            x,
            self.constant(whole),
            self.constant(scale.astype(np.float32).reshape(out, -1)),
            "",
            "",
            self.constant(bias),
            domain="com.microsoft",
            K=inner,
            N=out,
            bits=8,
            block_size=block,
            accuracy_level=4,
        )

    def normal(self, x: str, name: str) -> str:
        """The normalisation of that name."""
        weight, bias = self.constant(self.state[f"{name}.weight"]), self.constant(self.state[f"{name}.bias"])
        return self.add("LayerNormalization", x, weight, bias, epsilon=EPSILON, axis=-1)


def build(state: State, levels: State, *, quantised: str = "row", limit: int = 63) -> onnx.ModelProto:
    """The ONNX model of a network's weights.

    Inputs `ids` and `shapes` (batch by sub-words, all of one length: no padding, hence no mask); outputs `tags`
    (batch by sub-words by tags) and `vector` (batch by 384, unit length).

    Args:
        state: the trained network's tensors by name.
        levels: from `levels_of`.
        quantised: "row" is shipped; "none" is the yardstick.
        limit: the largest int8 weight.
    """
    # the shipped customs are the first corpus's: a shift of the head
    state = {**state, "head.bias": state["head.bias"] + state["customs.weight"][0]}
    g = Graph(state, levels, quantised=quantised, limit=limit)
    length = g.add("Slice", g.add("Shape", "ids"), g.constant(np.array([1])), g.constant(np.array([2])))
    places = g.add("Slice", g.constant(state["places.weight"][:PLACES]), g.constant(np.array([0])), length)
    casing = g.add("Gather", g.constant(state["shapes.weight"]), "shapes")
    x = g.normal(g.add("Add", g.add("Add", g.table("ids", state["words.weight"]), places), casing), "norm")
    weights = np.exp(state["mixture"] - state["mixture"].max())
    weights /= weights.sum()
    mixed = g.add("Mul", x, g.floats(weights[0]))
    for number in range(DEPTH):
        x = _layer(g, x, f"layers.{number}")
        mixed = g.add("Add", mixed, g.add("Mul", x, g.floats(weights[number + 1])))
    tags = g.linear(g.add("Gelu", g.linear(mixed, "head")), "tags")
    pooled = g.add("ReduceMean", x, g.constant(np.array([1])), keepdims=0)
    norm = g.add("ReduceL2", pooled, g.constant(np.array([-1])), keepdims=1)
    vector = g.add("Div", pooled, norm)
    g.nodes.append(helper.make_node("Identity", [tags], ["tags"]))
    g.nodes.append(helper.make_node("Identity", [vector], ["vector"]))
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"]) for name in ("ids", "shapes")]
    outputs = [
        helper.make_tensor_value_info("tags", TensorProto.FLOAT, ["batch", "length", len(state["tags.bias"])]),
        helper.make_tensor_value_info("vector", TensorProto.FLOAT, ["batch", WIDTH]),
    ]
    graph = helper.make_graph(g.nodes, "briefing", inputs, outputs, g.constants)
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="briefing tools.train")


def _layer(g: Graph, x: str, name: str) -> str:
    joined = g.linear(x, f"{name}.attend")
    shape = g.constant(np.array([0, 0, 3, HEADS, WIDTH // HEADS]))
    parts = g.add("Transpose", g.add("Reshape", joined, shape), perm=[2, 0, 3, 1, 4])
    query, key, value = (g.add("Gather", parts, g.constant(np.array(i)), axis=0) for i in range(3))
    query = g.add("Mul", query, g.floats((WIDTH // HEADS) ** -0.5))
    scores = g.add("MatMul", query, g.add("Transpose", key, perm=[0, 1, 3, 2]))
    heads = g.add("MatMul", g.add("Softmax", scores, axis=-1), value)
    seen = g.add("Reshape", g.add("Transpose", heads, perm=[0, 2, 1, 3]), g.constant(np.array([0, 0, WIDTH])))
    x = g.normal(g.add("Add", x, g.linear(seen, f"{name}.gather")), f"{name}.norm1")
    wide = g.add("Gelu", g.linear(x, f"{name}.widen"))
    return g.normal(g.add("Add", x, g.linear(wide, f"{name}.narrow")), f"{name}.norm2")


def levels_of(network: Network, examples: list[Example], strength: float = 0.5) -> State:
    """What each input channel of each linear layer is divided by, so that no channel drowns the others.

    The channel's division is made good in the weights (SmoothQuant, Xiao et al. 2023).

    Args:
        network: the trained network.
        examples: a few hundred training sentences.
        strength: how much of the range moves from activations to weights, 0 to 1.
    """
    tops: dict[str, torch.Tensor] = {}

    def hook(name: str) -> Any:
        def see(_: Any, inputs: tuple[torch.Tensor, ...]) -> None:
            top = inputs[0].detach().abs().flatten(0, -2).amax(0)
            tops[name] = torch.maximum(tops[name], top) if name in tops else top

        return see

    linear = {name: module for name, module in network.named_modules() if isinstance(module, torch.nn.Linear)}
    hooks = [module.register_forward_pre_hook(hook(name)) for name, module in linear.items()]
    network.eval()
    with torch.no_grad():
        for example in examples:
            network(*(torch.tensor([row]) for row in (example.ids, example.shapes)), torch.tensor([0]))
    for handle in hooks:
        handle.remove()
    levels: State = {}
    for name, module in linear.items():
        weight = module.weight.detach().abs().amax(0).clamp(min=1e-5)
        level = tops[name].clamp(min=1e-5) ** strength / weight ** (1 - strength)
        levels[name] = (level / level.median()).clamp(0.02, 50).numpy().astype(np.float32)
    return levels


def state_of(checkpoint: Path) -> dict[str, NDArray[np.float32]]:
    """A checkpoint's tensors as NumPy arrays."""
    return {name: tensor.numpy() for name, tensor in torch.load(checkpoint, map_location="cpu").items()}
