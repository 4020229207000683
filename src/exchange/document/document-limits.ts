/** Containers inside one another. A site document needs about eight. */
export const MAX_DEPTH = 100;

/**
 * Values in one document, containers included. A document of 256 MB that describes a hall has about 25 million;
 * one of empty brackets could have 85 million, which would not fit into the memory of one process.
 */
export const MAX_VALUES = 32_000_000;

/**
 * Characters of YAML that are parsed at once. Larger documents are cut between the entries of their top-level lists,
 * so only a document that cannot be cut there meets this limit. A parser event takes about 112 bytes and may stand
 * for two characters, so this bounds the memory of parsing to about 1 GB.
 */
export const MAX_UNCUT_YAML_CHARACTERS = 16 * 1024 * 1024;
