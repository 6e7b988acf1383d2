"""The reader of pages: what is run, skipped and compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.pages import blocks, commands, same
from tests.docs.test_docs import Page

TEXT = """\
<!-- file: a/b.txt -->
```text
one
```

```python
x = 1
print(x)
```
```text
1
```

```python
for y in range(2):
    print(x + y)
    #> 1
    #> 2
```

<!-- not run: needs a cluster -->

```python
boom
```

```python notest
boom
```

- in a list

  ```console
  $ geoextract info \\
     --format
  one
  $ other
  ```
"""


def test_blocks_with_what_stands_around_them() -> None:
    found = blocks(Path("page.md"), TEXT)
    python = [block for block in found if block.language == "python"]
    assert found[0].file == "a/b.txt"
    assert [block.output for block in python] == [["1"], ["1", "2"], None, None]
    assert [block.not_run for block in python] == ["", "", "needs a cluster", "marked notest"]
    first, second = commands(found[-1])
    assert first.line.split()[:2] == ["geoextract", "info"]
    assert (first.output, second.line, second.output) == (["one"], "other", [])


def test_a_page_runs_in_one_namespace(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text(TEXT.split("- in a list")[0])
    (tmp_path / "run").mkdir()
    page = Page(path, tmp_path / "run")
    page.run(blocks(path)[-1])
    assert (tmp_path / "run/a/b.txt").read_text() == "one\n"


@pytest.mark.parametrize("shown", ["2", "1\n1", ""])
def test_another_output_fails(tmp_path: Path, shown: str) -> None:
    path = tmp_path / "page.md"
    path.write_text(f"```python\nprint(1)\n```\n```text\n{shown}\n```\n")
    (tmp_path / "run").mkdir()
    with pytest.raises(AssertionError):
        Page(path, tmp_path / "run").run(blocks(path)[0])


def test_dots_stand_for_any_lines() -> None:
    assert same(["a", "b", "c "], ["a", "...", "c"])
    assert same(["a"], ["…", "a", "..."])
    assert not same(["a", "b"], ["...", "a"])
