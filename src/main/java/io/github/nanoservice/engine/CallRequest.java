package io.github.nanoservice.engine;

/**
 * A call to a function.
 *
 * @param endpoint name of the function
 * @param args a JSON array
 * @param kwargs a JSON object
 */
public record CallRequest(String endpoint, String args, String kwargs) {}
