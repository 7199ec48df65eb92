"""Work packets: no firm is forgotten or built twice, and nothing is lost between two machines."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import click
import pytest

from handbook_gen.cli.main import cli, run
from handbook_gen.cluster import Cluster, build_on_cluster
from handbook_gen.cluster import run as run_module
from handbook_gen.cluster.packets import BUILT, PACKET, packet_of, shares
from handbook_gen.cluster.sight import differences, firms_seen, sight_of
from handbook_gen.cluster.store import require_addresses
from handbook_gen.fleet import Built, Plan
from handbook_gen.problems import Place, Problem, UsageError
from handbook_gen.source_yaml import plain_yaml
from tests.small_library import FIRM, write_small_library


@pytest.mark.parametrize(("firms", "workers"), [(1, 1), (3, 8), (7, 2), (100, 3), (1000, 4)])
def test_every_firm_is_in_one_packet(firms: int, workers: int) -> None:
    names = tuple(f"firm-{number}" for number in range(firms))

    packets = list(shares(names, workers))

    assert [name for packet in packets for name in packet] == list(names)
    assert len(packets) >= min(firms, workers)
    assert max(len(packet) for packet in packets) <= 20


def test_a_packet_and_its_results_cross_the_wire_as_they_were(tmp_path: Path) -> None:
    plan = Plan(tmp_path / "site", tmp_path / "build", ("staff",), "zensical", project_only=True)
    packet = packet_of(tmp_path, ["de-vries"], plan, date(2027, 3, 1), "s3://bucket/{firm}")
    place = Place("firm_profiles/x.yml", 3, 5, 2, "été: ['")
    built = (
        Built("a", tmp_path / "index.html", 12, changed=True),
        Built("b", problems=(Problem("HB021", "“ja”", place, help="`nee`"),), exit_code=1),
    )

    assert PACKET.validate_json(PACKET.dump_json(packet)) == packet
    assert BUILT.validate_json(BUILT.dump_json(built)) == built


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    write_small_library(tmp_path / "templates")
    (tmp_path / "firm_profiles").mkdir()
    (tmp_path / "firm_profiles" / "jansen.yml").write_text(FIRM, encoding="utf-8")
    return tmp_path


def test_two_machines_that_see_the_same_do_not_differ(workspace: Path) -> None:
    assert differences(sight_of(workspace), sight_of(workspace)) == ()


def test_one_other_word_in_a_clause_is_another_library(workspace: Path) -> None:
    before = sight_of(workspace)
    clause = workspace / "templates" / "privacy" / "breaches" / "PRV-10-register.md"
    clause.write_text(clause.read_text("utf-8").replace("Doe dit", "Doe dat"), encoding="utf-8")

    assert differences(before, sight_of(workspace)) == ("it reads another library",)


def test_an_older_package_is_named_with_both_versions(workspace: Path) -> None:
    here = sight_of(workspace)
    there = replace(here, packages={**here.packages, "mkdocs": "1.6.0"})

    assert differences(here, there) == (
        f"it has mkdocs 1.6.0, and this machine {here.packages['mkdocs']}",
    )


def test_a_firm_that_a_worker_does_not_see_yet_is_noticed(workspace: Path) -> None:
    before = firms_seen(workspace)
    (workspace / "firm_profiles" / "bakker.yml").write_text(FIRM, encoding="utf-8")

    assert firms_seen(workspace) != before
    assert firms_seen(workspace / "firm_profiles") == ""


@pytest.mark.parametrize("to", ["site", "s3://bucket/", "s3://bucket/{name}", "s3://bucket/{firm"])
def test_firms_never_share_an_address(to: str) -> None:
    with pytest.raises(UsageError, match="place for the name of the firm"):
        require_addresses(to)


MANUAL = (Path(__file__).parents[2] / "docs" / "cluster.md").read_text("utf-8")
RECIPES = [plain_yaml(text) for text in re.findall(r"^```yaml\n(.*?)^```$", MANUAL, re.M | re.S)]


def test_the_recipes_of_the_manual_share_out_all_firms() -> None:
    github, gitlab = RECIPES
    build = github["jobs"]["build"]
    shards = [int(shard) for shard in build["strategy"]["matrix"]["shard"]]
    (command,) = (step["run"] for step in build["steps"] if "--shard" in step.get("run", ""))
    (line,) = (line for line in gitlab["build"]["script"] if "--shard" in line)

    assert command.endswith(f"--shard ${{{{ matrix.shard }}}}/{len(shards)}")
    assert shards == list(range(1, len(shards) + 1))
    assert line.endswith('--shard "$CI_NODE_INDEX/$CI_NODE_TOTAL"')
    assert int(gitlab["build"]["parallel"]) > 1


def test_the_recipes_put_the_parts_together_in_one_folder() -> None:
    github, gitlab = RECIPES
    sent = github["jobs"]["build"]["steps"][-1]["with"]
    got = github["jobs"]["together"]["steps"][0]["with"]

    assert github["jobs"]["together"]["needs"] == "build"
    assert sent["path"] == got["path"] == "site"
    assert sent["name"].startswith(got["pattern"].removesuffix("*"))
    assert got["merge-multiple"] is True
    assert gitlab["build"]["artifacts"]["paths"] == ["site"]


def has_shards() -> bool:
    command = cli.get_command(click.Context(cli), "build")
    assert command
    return any("--shard" in parameter.opts for parameter in command.params)


@pytest.mark.skipif(not has_shards(), reason="`handbook build` cannot take a part of the firms yet")
def test_every_firm_is_in_one_shard(workspace: Path, tmp_path: Path) -> None:
    for name in ("bakker", "de-vries", "kok", "smit"):
        (workspace / "firm_profiles" / f"{name}.yml").write_text(FIRM, encoding="utf-8")
    seen: list[str] = []
    for shard in (1, 2, 3):
        out = tmp_path / f"out-{shard}"
        flags = ["--all", "--project-only", "--shard", f"{shard}/3", "--project-dir", str(out)]
        assert run(["-C", str(workspace), "build", *flags, "--date", "2026-11-23"]) == 0
        seen += [path.name for path in out.iterdir() if path.is_dir()]

    assert sorted(seen) == ["bakker", "de-vries", "jansen", "kok", "smit"]


class Answer:
    """Stands for a packet that was handed out: its results, or an error when its worker died."""

    def __init__(self, packet: str) -> None:
        self.firms = PACKET.validate_json(packet).firms
        self.status = "error" if "bad" in self.firms else "finished"

    def result(self) -> bytes:
        return BUILT.dump_json(tuple(Built(name, Path(name), 1) for name in self.firms))

    def exception(self) -> Exception:
        return RuntimeError("all those workers died")


class Workers:
    """Stands for a scheduler with one worker, which dies whenever it is given the firm `bad`."""

    def submit(self, _function: object, packet: str, **_: object) -> Answer:
        return Answer(packet)


def test_of_a_packet_that_takes_its_workers_down_only_the_firm_at_fault_is_reported(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_module, "_finished", lambda _cluster, given, _left: tuple(given))
    names = [f"firm-{number}" for number in range(30)]
    names[13] = "bad"
    packet = packet_of(workspace, names, Plan(workspace, workspace), date(2027, 3, 1), "")
    cluster = Cluster("tcp://build-server:8786", Workers(), ("tcp://192.0.2.7:1",))

    built = list(build_on_cluster(cluster, packet))

    assert sorted(one.firm for one in built) == sorted(names)
    assert [one.firm for one in built if one.start is None] == ["bad"]
    (failed,) = (one for one in built if one.start is None)
    assert failed.exit_code == 3
    assert "all those workers died" in failed.problems[0].message
