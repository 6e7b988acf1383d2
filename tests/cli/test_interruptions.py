"""Ctrl-C, kill, a closed pipe, a full disk: what is left is valid, `--resume` completes it to the bytes of one run."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

COMMAND = [sys.executable, "-c", "import sys; from geoextract.cli import main; sys.exit(main())"]
COUNT = 400


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.jsonl"
    records = [{"id": n, "text": f"الوثيقة {n}: أعلنت كييف أن الوفد العراقي زار أذربيجان."} for n in range(COUNT)]
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    return path


@pytest.fixture
def whole(run: Any, corpus: Path, tmp_path: Path) -> bytes:
    output = tmp_path / "whole.jsonl"
    assert run("extract", corpus, "-o", output).code == 0
    return output.read_bytes()


@pytest.mark.parametrize("cut", [0, 1, 700, -1, -5])
def test_resume_gives_the_bytes_of_one_run(run: Any, corpus: Path, whole: bytes, tmp_path: Path, cut: int) -> None:
    output = tmp_path / "out.jsonl"
    output.write_bytes(whole[: cut % len(whole)])
    assert run("extract", corpus, "-o", output, "--resume").code == 0
    assert output.read_bytes() == whole


def test_resume_of_a_complete_or_missing_output(run: Any, corpus: Path, whole: bytes, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    for _ in range(2):
        assert run("extract", corpus, "-o", output, "--resume").code == 0
        assert output.read_bytes() == whole


def test_resume_reports_bad_lines_again(run: Any, tmp_path: Path) -> None:
    path, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    path.write_bytes(b'{"id": 1, "text": ""}\n{}\n{"id": 2, "text": ""}\n')
    for _ in range(2):
        assert run("extract", path, "-o", output, "--resume").code == 1
        assert len(output.read_bytes().splitlines()) == 2


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"id":"a","entities":[]}\nsomething\n', "line 2 is no line of 'extract --format jsonl'"),
        ('{"id":nonsense}\n', "line 1 is no line of 'extract --format jsonl'"),
        (
            '{"id":"a","gazetteer_version":"old","model_version":"older"}\n',
            "was made with gazetteer old and model older, this is gazetteer",
        ),
    ],
)
def test_resume_refuses_another_file(run: Any, corpus: Path, tmp_path: Path, content: str, message: str) -> None:
    output = tmp_path / "out.jsonl"
    if "something" in content:
        versions = json.loads(run("info", "--format", "jsonl").out)
        wanted = {key: versions[key] for key in ("gazetteer_version", "model_version")}
        content = content.replace('"entities":[]', json.dumps(wanted)[1:-1])
    output.write_text(content)
    result = run("extract", corpus, "-o", output, "--resume")
    assert result.code == 2
    assert message in result.err
    assert output.read_text() == content


def test_resume_of_what_is_no_file(run: Any, tmp_path: Path) -> None:
    (tmp_path / "out.jsonl").mkdir()
    result = run("extract", "-", "-o", tmp_path / "out.jsonl", "--resume")
    assert result.code == 2
    assert "cannot go on with" in result.err


def start(*arguments: object, **options: Any) -> subprocess.Popen[bytes]:
    command = [*COMMAND, *map(str, arguments)]
    # A test run in the background of a script ignores Ctrl-C, and so would its children.
    options.setdefault("preexec_fn", default_interrupt)
    return subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True, **options)


def default_interrupt() -> None:
    """Let Ctrl-C interrupt, whatever the parent ignores."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def feed_and_wait(process: subprocess.Popen[bytes], output: Path) -> None:
    """Write documents to stdin, which stays open, until some of them are in the output."""
    assert process.stdin is not None
    for number in range(40):
        process.stdin.write(json.dumps({"id": number, "text": "زار الوفد العراقي كييف"}).encode() + b"\n")
    process.stdin.flush()
    deadline = time.monotonic() + 60
    while not (output.exists() and output.stat().st_size):
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.parametrize("n_process", [1, 2])
def test_ctrl_c_leaves_whole_lines(tmp_path: Path, n_process: int) -> None:
    output = tmp_path / "out.jsonl"
    options = ["--input-format", "jsonl", "--n-process", n_process, "--batch-size", 2]
    with start("extract", "-", "-o", output, *options, stdin=subprocess.PIPE) as process:
        feed_and_wait(process, output)
        os.killpg(process.pid, signal.SIGINT)
        error = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 130
    lines = output.read_bytes().splitlines(keepends=True)
    assert f"interrupted; the {len(lines)} documents that were done are kept, --resume goes on" in error
    assert "Traceback" not in error
    assert all(json.loads(line) and line.endswith(b"\n") for line in lines)


def test_workers_end_with_a_killed_parent(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    options = ["--input-format", "jsonl", "--n-process", 2, "--batch-size", 2]
    with start("extract", "-", "-o", output, *options, stdin=subprocess.PIPE) as process:
        feed_and_wait(process, output)
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        assert len(children) == 2
        process.kill()
        process.communicate(timeout=60)
    deadline = time.monotonic() + 30
    while any(_runs(int(child)) for child in children):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _runs(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_geojson_after_ctrl_c_is_complete(tmp_path: Path) -> None:
    output = tmp_path / "out.geojson"
    with start("extract", "-", "-o", output, "--input-format", "jsonl", stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.write(b'{"text": ""}\n')
        process.stdin.flush()
        while not output.exists():
            time.sleep(0.02)
        time.sleep(0.2)
        os.killpg(process.pid, signal.SIGINT)
        process.communicate(timeout=60)
    assert process.returncode == 130
    assert json.loads(output.read_text())["type"] == "FeatureCollection"


def test_a_reader_that_leaves(corpus: Path) -> None:
    with start("extract", corpus, "--format", "jsonl", stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_stdout_on_a_full_disk(corpus: Path) -> None:
    with Path("/dev/full").open("wb") as full, start("extract", corpus, "--format", "jsonl", stdout=full) as process:
        error = process.communicate(timeout=60)[1].decode()
    assert error == (
        "geoextract: cannot write to stdout (No space left on device); the 0 documents that were done are kept\n"
    )
    assert process.returncode == 2


def test_a_disk_that_fills_up_keeps_whole_lines(tmp_path: Path) -> None:
    """A limit on the size of files stands for the full disk: the system writes what fits and then refuses."""
    import resource

    output = tmp_path / "out.jsonl"
    lines = b"".join(b'{"id": %d, "text": ""}\n' % n for n in range(100))

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    options: dict[str, Any] = {"stdin": subprocess.PIPE, "preexec_fn": limit}
    with start("extract", "-", "-o", output, "--input-format", "jsonl", **options) as process:
        error = process.communicate(lines, timeout=60)[1].decode()
    assert process.returncode == 2
    kept = output.read_bytes().splitlines(keepends=True)
    assert 0 < len(kept) < 100
    assert all(line.endswith(b"}\n") for line in kept)
    assert f"(File too large); the {len(kept)} documents that were done are kept, --resume goes on behind them" in error


def test_output_is_utf8_in_any_locale(tmp_path: Path) -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    text = "زار العراق\n".encode()
    for command in (["extract", "-"], ["extract", "-", "--format", "jsonl"], ["lookup", "العراق"]):
        with start(*command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
            output, error = process.communicate(text, timeout=60)
        assert (process.returncode, error) == (0, b"")
        assert "العراق" in output.decode("utf-8")
