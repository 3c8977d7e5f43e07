"""The recipe on a tiny random network; skipped where the "training" dependency group is not installed."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the training group is not installed")
onnx = pytest.importorskip("onnx", reason="the training group is not installed")

from training.batches import batches_of, gold_arcs, inputs_of, windows_of  # noqa: E402
from training.check import GraphEncoder  # noqa: E402
from training.evaluate import TorchEncoder  # noqa: E402
from training.network import Arcs, Network  # noqa: E402
from training.package import fitted_curve  # noqa: E402
from training.prepare import prepared, span_rows  # noqa: E402
from training.train import Recipe, Run, rate_at, train  # noqa: E402

from sayso.model.arcs import N_RELATIONS, project, score_arcs, score_none  # noqa: E402
from sayso.model.labels import LABELS, ROLES, allowed_transitions, may_begin, may_end, spans_of_labels  # noqa: E402
from sayso.model.pieces import cut_into_pieces  # noqa: E402
from sayso.segments import segment  # noqa: E402
from tests.model.small import small_tokenizer  # noqa: E402

TOKENIZER = small_tokenizer()
TEXT = "The mayor said the bridge is safe.\n\n“It is,” she told us, “safe.”\n\nPolice deny it."


def spans_of(text: str, *surfaces: str) -> list[list[int]]:
    return [[text.index(surface), text.index(surface) + len(surface)] for surface in surfaces]


def article(number: int) -> dict[str, Any]:
    return {
        "id": f"article {number}",
        "text": TEXT,
        "attributions": [
            {
                "source": spans_of(TEXT, "The mayor"),
                "cue": spans_of(TEXT, "said"),
                "content": spans_of(TEXT, "the bridge is safe"),
            },
            {
                "source": spans_of(TEXT, "she"),
                "cue": spans_of(TEXT, "told"),
                "content": spans_of(TEXT, "“It is,”", "“safe.”"),
            },
            {"source": [], "cue": spans_of(TEXT, "deny"), "content": spans_of(TEXT, "it.")},
        ],
    }


def data(n_articles: int = 6) -> dict[str, np.ndarray]:
    articles = [article(number) for number in range(n_articles)]
    ((start, end),) = spans_of(TEXT, "she")
    return prepared(articles, {one["id"]: [(start, end, "pronoun")] for one in articles}, TOKENIZER)


def tiny() -> Network:
    torch.manual_seed(0)
    return Network(layers=1, width=32, vocabulary=TOKENIZER.get_vocab_size())


def test_gold_spans_become_rows_that_point_at_their_partners() -> None:
    pieces = cut_into_pieces(segment(TEXT), TOKENIZER)
    rows = span_rows(pieces, article(0)["attributions"])
    surfaces = [TEXT[pieces.starts[start] : pieces.ends[end - 1]] for _, start, end, _ in rows]
    partners = [surfaces[partner] if partner >= 0 else None for *_, partner in rows]
    named = {(ROLES[row[0]], surface): partner for row, surface, partner in zip(rows, surfaces, partners, strict=True)}
    assert named["content", "the bridge is safe"] == "said"
    assert named["content", "“It is,”"] == named["content", "“safe.”"] == "told"
    assert named["cue", "told"] == "she"
    assert named["cue", "deny"] is None


def test_labels_of_an_article_give_its_spans_back() -> None:
    arrays = data(1)
    spans = spans_of_labels(arrays["labels"].astype(np.int64))
    assert spans == sorted((tuple(row[:3]) for row in arrays["rows"].tolist()), key=lambda span: span[1])


@pytest.mark.parametrize("size", [12, 20, 200])
def test_windows_hold_whole_blocks_and_lose_none(size: int) -> None:
    arrays = data(2)
    windows = [window for number in range(2) for window in windows_of(arrays, number, size, size)]
    assert sum(window.end - window.start for window in windows) == len(arrays["ids"])
    rows = sum(len(window.rows) for window in windows)
    assert rows == len(arrays["rows"])
    batches = batches_of(windows, 64, np.random.default_rng(0))
    assert sorted(w.start for batch in batches for w in batch) == sorted(w.start for w in windows)


def test_arcs_point_at_gold_partners_and_at_none() -> None:
    arrays = data(1)
    (window,) = windows_of(arrays, 0, 200, 200)
    cues = [tuple(row[1:3]) for row in window.rows if row[0] == 1]
    wrong_cue, wrong_content = (1, 0, 1), (2, 4, 5)
    found = gold_arcs(window, [wrong_cue], 2, arrays["places"])
    assert found is not None
    _, partners, related, right = found
    assert related.shape == (4, 4, 5)
    assert [tuple(partners[column]) for column in right] == [cues[0], cues[1], cues[1], cues[2]]
    sources = gold_arcs(window, [wrong_content], 1, arrays["places"])
    assert sources is not None
    assert sources[3].tolist() == [0, 1, 2]  # the last cue has no source: "none" is the column behind two sources


@torch.no_grad()
def test_label_loss_is_minus_the_log_of_the_path_s_share() -> None:
    network = tiny()
    torch.nn.init.normal_(network.transition)
    emissions, labels = torch.randn(2, 3, len(LABELS)), torch.tensor([[9, 10, 11], [4, 0, 0]])
    lengths = torch.tensor([3, 1])

    def score(row: int, path: tuple[int, ...]) -> float:
        total = network.begin[path[0]] + network.end[path[-1]] + sum(emissions[row, i, x] for i, x in enumerate(path))
        return float(total + sum(network.transition[pair] for pair in itertools.pairwise(path)))

    expected = 0.0
    for row, length in enumerate(lengths.tolist()):
        paths = [
            path
            for path in itertools.product(range(len(LABELS)), repeat=length)
            if may_begin()[path[0]]
            and may_end()[path[-1]]
            and all(allowed_transitions()[pair] for pair in itertools.pairwise(path))
        ]
        scores = torch.tensor([score(row, path) for path in paths])
        expected += float(torch.logsumexp(scores, 0)) - score(row, tuple(labels[row, :length].tolist()))
    assert float(network.label_loss(emissions, labels, lengths)) == pytest.approx(expected, abs=1e-3)


def test_torch_and_numpy_score_arcs_alike() -> None:
    torch.manual_seed(1)
    arcs = Arcs(8)
    torch.nn.init.normal_(arcs.none)
    anchors, partners = torch.randn(3, 16), torch.randn(5, 16)
    related = torch.randint(0, N_RELATIONS, (3, 5, 5))
    expected = torch.log_softmax(arcs(anchors, partners, related), dim=1).detach().numpy()
    weights = {name: weight.detach().numpy() for name, weight in arcs.named_parameters()}
    sides = project(weights, "anchor", anchors.numpy()), project(weights, "partner", partners.numpy())
    found = score_arcs(weights, *sides, score_none(weights, anchors.numpy()), related.numpy())
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_the_graph_gives_the_network_s_numbers() -> None:
    network = tiny()
    weights = {name: tensor.numpy() for name, tensor in network.state_dict().items()}
    arrays = data(2)
    windows = [window for number in range(2) for window in windows_of(arrays, number, 20, 20)]
    for window in windows:
        ids, features, _ = inputs_of(arrays, [window], None)
        expected = TorchEncoder(network)(ids[0], features[0])
        for one, other in zip(expected, GraphEncoder(weights)(ids[0], features[0]), strict=True):
            np.testing.assert_allclose(one, other, atol=1e-5)


def test_the_rate_rises_then_falls_to_nothing() -> None:
    rates = [rate_at(step, 100) for step in range(100)]
    top = rates.index(max(rates))
    assert 0 < rates[0] < rates[top] == 1
    assert top < 10
    assert all(one >= other for one, other in itertools.pairwise(rates[top:]))
    assert rates[-1] < 0.02


def test_the_rate_follows_points_where_they_are_given() -> None:
    rates = [rate_at(step, 30, "0:0 10:1 20:0 20:0.5 30:0") for step in range(30)]
    assert rates[:3] == pytest.approx([0.05, 0.15, 0.25])
    assert rates[19:22] == pytest.approx([0.05, 0.475, 0.425])


class Stop(Exception):
    """The moment a run is cut off."""


def test_a_run_that_was_cut_off_ends_as_one_that_was_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recipe, arrays = Recipe(epochs=2, seed=3, window=24, batch=64, everything=True), data(8)

    def started(folder: str) -> Run:
        (tmp_path / folder).mkdir(exist_ok=True)
        run = Run(tiny().train(), recipe, tmp_path / folder)
        run.resume()
        return run

    straight = started("straight")
    train(arrays, straight, save_every=100)
    n_steps = straight.step

    cut = started("cut")
    advance = Run.advance

    def until_the_middle(self: Run, loss: Any, n: int) -> None:
        if self.step == n_steps // 2:
            raise Stop
        advance(self, loss, n)

    monkeypatch.setattr(Run, "advance", until_the_middle)
    with pytest.raises(Stop):
        train(arrays, cut, save_every=2)
    monkeypatch.undo()
    again = started("cut")
    assert 0 < again.step <= n_steps // 2
    train(arrays, again, save_every=100)
    for name, weight in straight.network.state_dict().items():
        torch.testing.assert_close(again.network.state_dict()[name], weight)


def test_a_run_is_not_resumed_with_another_recipe(tmp_path: Path) -> None:
    run = Run(tiny().train(), Recipe(epochs=1, seed=3, window=24, batch=64, everything=True), tmp_path)
    train(data(2), run, save_every=100)
    other = Run(tiny().train(), Recipe(epochs=1, seed=4, window=24, batch=64, everything=True), tmp_path)
    with pytest.raises(ValueError, match="another recipe"):
        other.resume()


def test_the_curve_of_confidence_finds_what_matters() -> None:
    chance = np.random.default_rng(0)
    inputs = [{"matters": float(a), "noise": float(b)} for a, b in chance.normal(size=(2000, 2))]
    right = [bool(chance.random() < 1 / (1 + np.exp(-(1 + 2 * one["matters"])))) for one in inputs]
    curve = fitted_curve(inputs, right)
    assert curve["bias"] == pytest.approx(1, abs=0.25)
    assert curve["matters"] == pytest.approx(2, abs=0.25)
    assert abs(curve["noise"]) < 0.2
    assert json.dumps(curve)
