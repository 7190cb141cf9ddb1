package io.github.nanoservice.resolve;

import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Reference;
import io.github.nanoservice.source.Span;

/**
 * A call whose callee is known for certain.
 *
 * @param file where the call is
 * @param definition the function or statement it is in
 * @param reference the name that is called
 * @param calleeFile where the function is defined
 * @param callee the function; no decorator changes its parameters
 */
public record CallSite(
    SourceFile file,
    Span definition,
    Reference reference,
    SourceFile calleeFile,
    Function callee) {}
