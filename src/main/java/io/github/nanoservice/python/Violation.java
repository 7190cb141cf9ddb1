package io.github.nanoservice.python;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.diagnostic.Severity;
import io.github.nanoservice.source.Source;
import io.github.nanoservice.source.Span;

/**
 * A part of a source that breaks a rule of the format or of Python.
 *
 * @param rule the rule that it breaks
 * @param span the part
 * @param message what was found and what was expected, one sentence without a full stop
 * @param advice what to write instead, a whole sentence
 */
public record Violation(Rule rule, Span span, String message, String advice) {

  /** Returns whether the module can be served even so. */
  public boolean isHarmless() {
    return rule.severity() != Severity.ERROR;
  }

  /**
   * Returns the violation as a finding.
   *
   * @param path path of its file, relative to the source directory
   * @param source text of that file
   */
  public Finding finding(String path, Source source) {
    return Finding.of(rule, Location.InSource.of(path, source, span), message, advice);
  }
}
