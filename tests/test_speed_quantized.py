"""Byte vectors and their integer products."""

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from assistant import quantized
from assistant.quantized import QuantizedRows, join, quantize, row_numbers


def unit_rows(n: int, d: int = 384, seed: int = 0) -> np.ndarray:
    rows = np.random.default_rng(seed).standard_normal((n, d)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def compose_product_graph() -> bytes:
    """Integer product with the zero point of the codes, digits put together, rows scaled; its base64 is the module's constant."""
    nodes = [
        helper.make_node("MatMulInteger", ["codes", "digits", "zero"], ["sums"]),
        helper.make_node("Cast", ["sums"], ["wide"], to=TensorProto.FLOAT),
        helper.make_node("MatMul", ["wide", "units"], ["unscaled"]),
        helper.make_node("Mul", ["unscaled", "scales"], ["products"]),
    ]
    inputs = [
        helper.make_tensor_value_info("codes", TensorProto.UINT8, ["rows", "dimension"]),
        helper.make_tensor_value_info("digits", TensorProto.INT8, ["dimension", "digits"]),
        helper.make_tensor_value_info("units", TensorProto.FLOAT, ["digits", "queries"]),
        helper.make_tensor_value_info("scales", TensorProto.FLOAT, ["rows", 1]),
    ]
    outputs = [helper.make_tensor_value_info("products", TensorProto.FLOAT, ["rows", "queries"])]
    zero = helper.make_tensor("zero", TensorProto.UINT8, [], [quantized.ZERO])
    graph = helper.make_graph(nodes, "products", inputs, outputs, [zero])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)
    return bytes(model.SerializeToString())


def test_the_embedded_graph_is_the_one_composed_here():
    assert onnx.load_from_string(quantized._PRODUCT_GRAPH) == onnx.load_from_string(compose_product_graph())


def test_products_are_those_of_the_restored_rows():
    rows, queries = quantize(unit_rows(50)), unit_rows(7, seed=1)
    exact = rows.restore(slice(None)).astype(np.float64) @ queries.T.astype(np.float64)
    assert rows.products(slice(None), queries) == pytest.approx(exact, abs=2e-4)


def test_products_differ_from_those_of_the_floats_by_little():
    vectors, queries = unit_rows(200), unit_rows(7, seed=1)
    assert np.abs(quantize(vectors).products(slice(None), queries) - vectors @ queries.T).max() < 4e-3


def test_largest_components_do_not_overflow():
    vectors = np.full((2, 384), 384**-0.5, dtype=np.float32)
    vectors[1] *= -1
    products = quantize(vectors).products(slice(None), np.concatenate([vectors, vectors]))
    assert products == pytest.approx(np.array([[1, -1, 1, -1], [-1, 1, -1, 1]]), abs=1e-5)


def test_quantizing_twice_changes_nothing():
    first = quantize(unit_rows(100))
    second = quantize(first.restore(slice(None)))
    assert (second.codes == first.codes).all()
    assert second.scales == pytest.approx(first.scales, rel=1e-6)


def test_a_zero_vector_stays_zero():
    rows = quantize(np.zeros((1, 384), dtype=np.float32))
    assert (rows.restore(slice(None)) == 0).all()
    assert (rows.products(slice(None), unit_rows(3)) == 0).all()


def test_no_rows_and_no_queries_give_empty_products():
    rows = quantize(unit_rows(5))
    assert rows.products(np.array([], dtype=np.int64), unit_rows(3)).shape == (0, 3)
    assert rows.products(slice(None), np.zeros((0, 384), dtype=np.float32)).shape == (5, 0)


def test_join_keeps_the_order():
    parts = [quantize(unit_rows(3)), quantize(unit_rows(2, seed=1))]
    joined = join(parts)
    assert isinstance(joined, QuantizedRows)
    assert (joined.codes == np.concatenate([parts[0].codes, parts[1].codes])).all()
    assert (joined.scales == np.concatenate([parts[0].scales, parts[1].scales])).all()


def test_row_numbers_lay_groups_end_to_end():
    offsets = np.array([0, 3, 3, 5, 9])
    rows, starts = row_numbers(offsets, np.array([3, 0, 2]))
    assert rows.tolist() == [5, 6, 7, 8, 0, 1, 2, 3, 4]
    assert starts.tolist() == [0, 4, 7]
