package io.github.nanoservice.source;

/**
 * A stretch of a source text.
 *
 * @param start offset of the first UTF-16 unit in {@link Source#text()}
 * @param end offset behind the last one
 */
public record Span(int start, int end) {}
