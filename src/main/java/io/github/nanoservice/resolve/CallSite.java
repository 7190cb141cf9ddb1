package io.github.nanoservice.resolve;

import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Reference;
import io.github.nanoservice.source.Span;

/**
 * A place where a function of the sources is called by a name that stands for it and nothing else.
 *
 * @param file where the call is
 * @param definition the function or statement it is in
 * @param reference the name that is called
 * @param calleeFile where the function is defined
 * @param callee the function, as its {@code def} has it: no decorator gives it other parameters
 */
public record CallSite(
    SourceFile file,
    Span definition,
    Reference reference,
    SourceFile calleeFile,
    Function callee) {}
