"""Fetches the upstream sources, extracts them to TSV and compiles the packaged gazetteer."""
