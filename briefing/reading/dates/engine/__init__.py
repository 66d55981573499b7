"""The engine: a grammar of tables matched against words; it knows no language and no calendar."""
