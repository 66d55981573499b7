"""The network as an int8 ONNX graph, built operator by operator: no tracer decides what is shipped.

Weights are int8 per output channel; the table of words keeps the 4 bits it came in. Activations are quantised by sentence:
one range for all sub-words that a run is given, found at run time, so that a linear layer is one operator. A run is given one
sentence, so no other changes it, and sums are of whole numbers, hence exact. What would stretch a range is made
smaller: channels are levelled (SmoothQuant, Xiao et al. 2023), and the few that stay wide are told several times, each time
a part of them (outlier channel splitting, Zhao et al. 2019). Weights stay within ±63: two products of a signed and an
unsigned byte then fit the 16 bits of processors without VNNI.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from tools.train.base import Base
from tools.train.corpora import Example
from tools.train.e5 import BLOCK
from tools.train.network import DEPTH, EPSILON, HEADS, WIDTH, Network

PLACES = 258  # sub-words in one run: 256 and the two marks
RUNTIME = "com.microsoft"  # onnxruntime's own operators
#: How many channels are told again. Cosine to floating point on 450 sentences of three kinds, without any 0.983, with 16
#: before `narrow` 0.99934, with two before `widen` besides 0.99947; 64 and four bring nothing more.
AGAIN = {"widen": 2, "narrow": 16}


State = dict[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How the input of a linear layer is quantised.

    Attributes:
        level: what each channel is divided by, which the weights make good.
        channels: each channel, and then once more for each time that it is told again.
    """

    level: NDArray[np.float32]
    channels: NDArray[np.int64]

    @property
    def factors(self) -> NDArray[np.float32]:
        """What each of ``channels`` is multiplied by."""
        return (1 / (self.level * np.bincount(self.channels)))[self.channels].astype(np.float32)


Plans = dict[str, Plan]


class Graph:
    """A small builder: each call adds one node and returns its output's name."""

    def __init__(self, state: State, plans: Plans, *, quantised: bool, limit: int) -> None:
        self.state = state
        self.plans = plans
        self.nodes: list[Any] = []
        self.constants: list[Any] = []
        self.quantised = quantised
        self.limit = limit
        self.count = 0

    def add(self, kind: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        return self.several(1, kind, *inputs, domain=domain, **attributes)[0]

    def several(self, outputs: int, kind: str, *inputs: str, domain: str = "", **attributes: Any) -> list[str]:
        """As `add`, of a node with as many outputs."""
        names = [f"v{self.count}_{i}" for i in range(outputs)]
        self.count += 1
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return names

    def constant(self, value: NDArray[Any]) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.array(value, order="C"), name))
        return name

    def floats(self, value: float) -> str:
        return self.constant(np.array(value, dtype=np.float32))

    def table(self, ids: str, nibbles: NDArray[np.uint8], scales: NDArray[np.float16]) -> str:
        """Rows of the table of words, whose numbers share a scale by 32 and lie two in a byte."""
        rows, width = nibbles.shape
        blocks = nibbles.reshape(rows, -1, 2, BLOCK // 2)
        bytes_ = (blocks[:, :, 0] | blocks[:, :, 1] << 4).reshape(rows, width // 2)
        got = self.add("Gather", self.constant(bytes_.astype(np.uint8)), ids)
        got = self.add("Reshape", got, self.constant(np.array([0, 0, width // BLOCK, BLOCK // 2])))
        low = self.add("BitwiseAnd", got, self.constant(np.array(15, dtype=np.uint8)))
        high = self.add("BitShift", got, self.constant(np.array(4, dtype=np.uint8)), direction="RIGHT")
        both = self.add("Cast", self.add("Concat", low, high, axis=-1), to=TensorProto.FLOAT)
        scale = self.add("Cast", self.add("Gather", self.constant(scales), ids), to=TensorProto.FLOAT)
        scale = self.add("Unsqueeze", scale, self.constant(np.array([-1])))
        whole = self.add("Mul", self.add("Sub", both, self.floats(8)), scale)
        return self.add("Reshape", whole, self.constant(np.array([0, 0, width])))

    def levelled(self, x: str, name: str, *, again: bool = True) -> str:
        """The input of the layer of that name as it is quantised; ``again`` unless what is told again is there already."""
        plan = self.plans[name]
        told = plan.channels[len(plan.level) :]
        if again and len(told):
            x = self.add("Concat", x, self.add("Gather", x, self.constant(told), axis=-1), axis=-1)
        return self.add("Mul", x, self.constant(plan.factors))

    def whole(self, name: str, columns: NDArray[np.int64] | None = None) -> tuple[str, NDArray[Any], NDArray[Any]]:
        """The weights of the layer of that name, inputs by outputs, in whole numbers; scales and biases of its outputs."""
        plan = self.plans[name]
        weight, bias = self.state[f"{name}.weight"] * plan.level, self.state[f"{name}.bias"]
        scale = np.abs(weight).max(axis=1).clip(1e-12) / self.limit
        rounded = np.round(weight / scale[:, None]).astype(np.int8).T[plan.channels]
        columns = np.arange(len(bias)) if columns is None else columns
        return self.constant(rounded[:, columns]), scale[columns].astype(np.float32), bias[columns]

    def product(self, x: str, name: str, columns: NDArray[np.int64] | None = None) -> str:
        """The linear layer of that name, its input `levelled`: ``x @ weight.T + bias``, or ``columns`` of it."""
        weight, scale, bias = self.whole(name, columns)
        inputs = (x, weight, self.constant(scale), "", self.constant(bias))
        return self.add("DynamicQuantizeMatMul", *inputs, domain=RUNTIME)

    def linear(self, x: str, name: str) -> str:
        """The linear layer of that name: ``x @ weight.T + bias``."""
        if self.quantised:
            return self.product(self.levelled(x, name), name)
        weight, bias = self.state[f"{name}.weight"], self.state[f"{name}.bias"]
        return self.add("Add", self.add("MatMul", x, self.constant(weight.T)), self.constant(bias))

    def attention(self, x: str, name: str) -> str:
        """Self-attention of the layer of that name, and the linear layer behind it."""
        attend, gather = f"{name}.attend", f"{name}.gather"
        if not self.quantised:
            parts = self.several(3, "Split", self.linear(x, attend), axis=-1, num_outputs=3)
            return self.linear(self.add("MultiHeadAttention", *parts, domain=RUNTIME, num_heads=HEADS), gather)
        rows, scale, zero = self.several(3, "DynamicQuantizeLinear", self.levelled(x, attend))
        weight, scales, bias = self.whole(attend)
        # the values are levelled by their weights
        after = np.concatenate((np.ones(2 * WIDTH, dtype=np.float32), self.plans[gather].factors))
        constants = (self.constant(bias * after), scale, self.constant(scales * after))
        seen = self.add("QAttention", rows, weight, *constants, "", zero, domain=RUNTIME, num_heads=HEADS)
        return self.product(seen, gather)

    def forward(self, x: str, name: str) -> str:
        """The two linear layers behind the attention of the layer of that name."""
        widen, narrow = f"{name}.widen", f"{name}.narrow"
        if not self.quantised:
            return self.linear(self.add("Gelu", self.linear(x, widen)), narrow)
        wide = self.add("Gelu", self.product(self.levelled(x, widen), widen, self.plans[narrow].channels))
        return self.product(self.levelled(wide, narrow, again=False), narrow)

    def normal(self, x: str, name: str) -> str:
        """The normalisation of that name."""
        weight, bias = self.constant(self.state[f"{name}.weight"]), self.constant(self.state[f"{name}.bias"])
        return self.add("LayerNormalization", x, weight, bias, epsilon=EPSILON, axis=-1)


def build(state: State, base: Base, plans: Plans, *, quantised: bool = True, limit: int = 63) -> onnx.ModelProto:
    """The ONNX model of a network's weights.

    Input `ids` (batch by sub-words, all of one length: no padding, hence no mask); outputs `tags` (batch by sub-words
    by tags) and `vector` (batch by 384, unit length).

    Args:
        state: the trained network's tensors by name.
        base: of the table of words, which ships in the 4 bits it came in.
        plans: from `plans_of`.
        quantised: False is the yardstick.
        limit: the largest int8 weight.
    """
    # the shipped customs are those of news: a shift of the head
    state = {**state, "head.bias": state["head.bias"] + state["customs.weight"][0]}
    g = Graph(state, plans, quantised=quantised, limit=limit)
    length = g.add("Slice", g.add("Shape", "ids"), g.constant(np.array([1])), g.constant(np.array([2])))
    places = g.add("Slice", g.constant(state["places.weight"][:PLACES]), g.constant(np.array([0])), length)
    words = g.table("ids", base.original.nibbles[base.kept], base.original.scales[base.kept])
    x = g.normal(g.add("Add", words, places), "norm")
    weights = np.exp(state["mixture"] - state["mixture"].max())
    weights /= weights.sum()
    outputs = [x]
    for name in (f"layers.{number}" for number in range(DEPTH)):
        x = g.normal(g.add("Add", g.attention(x, name), x), f"{name}.norm1")
        x = g.normal(g.add("Add", g.forward(x, name), x), f"{name}.norm2")
        outputs.append(x)
    shares = [g.add("Mul", each, g.floats(weight)) for each, weight in zip(outputs, weights, strict=True)]
    mixed = g.add("Sum", *shares)
    tags = g.linear(g.add("Gelu", g.linear(mixed, "head")), "tags")
    mean = _unit(g, g.add("ReduceMean", x, g.constant(np.array([1])), keepdims=0))
    centred = g.add("Sub", mean, g.constant(state["centre"]))
    vector = _unit(g, g.add("MatMul", centred, g.constant(state["spread"])))
    g.nodes.append(helper.make_node("Identity", [tags], ["tags"]))
    g.nodes.append(helper.make_node("Identity", [vector], ["vector"]))
    inputs = [helper.make_tensor_value_info("ids", TensorProto.INT64, ["batch", "length"])]
    given = [
        helper.make_tensor_value_info("tags", TensorProto.FLOAT, ["batch", "length", len(state["tags.bias"])]),
        helper.make_tensor_value_info("vector", TensorProto.FLOAT, ["batch", WIDTH]),
    ]
    graph = helper.make_graph(g.nodes, "briefing", inputs, given, g.constants)
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid(RUNTIME, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="briefing tools.train")


def _unit(g: Graph, x: str) -> str:
    return g.add("Div", x, g.add("ReduceL2", x, g.constant(np.array([-1])), keepdims=1))


def plans_of(network: Network, examples: list[Example], levels: State | None = None, strength: float = 0.5) -> Plans:
    """How each linear layer is quantised.

    Args:
        network: the trained network.
        examples: a few hundred training sentences.
        levels: where they are known.
        strength: how much of a channel's range moves from activations to weights, 0 to 1.
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
            network.read(torch.tensor([example.ids]), torch.tensor([0]))
    for handle in hooks:
        handle.remove()
    plans: Plans = {}
    for name, module in linear.items():
        weight = module.weight.detach().abs().amax(0).clamp(min=1e-5)
        level = tops[name].clamp(min=1e-5) ** strength / weight ** (1 - strength)
        chosen = levels[name] if levels else (level / level.median()).clamp(0.02, 50).numpy().astype(np.float32)
        again = AGAIN.get(name.rpartition(".")[2], 0)
        plans[name] = Plan(level=chosen, channels=_told(tops[name].numpy() / chosen, again))
    return plans


def _told(tops: NDArray[np.float32], again: int) -> NDArray[np.int64]:
    """The channels, and the widest of them again: each time the one of which the parts are widest."""
    times = np.ones(len(tops), dtype=np.int64)
    for _ in range(again):
        times[np.argmax(tops / times)] += 1
    every = np.arange(len(tops))
    return np.concatenate((every, np.repeat(every, times - 1)))
