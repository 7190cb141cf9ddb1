package io.github.nanoservice.python;

import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.source.Span;

/** Ends the reading of a module at invalid Python. It never leaves this package. */
final class SyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Violation violation;

  SyntaxException(Rule rule, Span span, String message, String advice) {
    super(message, null, false, false);
    this.violation = new Violation(rule, span, message, advice);
  }

  Violation violation() {
    return violation;
  }
}
