package io.github.nanoservice.python;

import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.source.Source;
import io.github.nanoservice.source.Span;
import java.util.List;

/**
 * Finds the controls of the Unicode bidirectional algorithm that change the order in which the rest
 * of a line is shown (CVE-2021-42574). Python allows them in comments and strings.
 */
final class BidirectionalControls {
  private static final int FIRST_EMBEDDING = 0x202A;
  private static final int LAST_OVERRIDE = 0x202E;
  private static final int FIRST_ISOLATE = 0x2066;
  private static final int LAST_ISOLATE = 0x2069;

  private BidirectionalControls() {}

  /** Returns a violation for the first control of each line. */
  static List<Violation> in(Source source) {
    String text = source.text();
    ViolationList violations = new ViolationList();
    boolean isReported = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r') {
        isReported = false;
      } else if (!isReported && isControl(c)) {
        violations.add(violation(i, c));
        isReported = true;
      }
    }
    return violations.sorted();
  }

  /** Embeddings, overrides, isolates and their ends (UAX 9, 2.1 to 2.5). */
  private static boolean isControl(char c) {
    return c >= FIRST_EMBEDDING && c <= LAST_OVERRIDE || c >= FIRST_ISOLATE && c <= LAST_ISOLATE;
  }

  private static Violation violation(int offset, char control) {
    return new Violation(
        Rule.BIDIRECTIONAL_CONTROL,
        new Span(offset, offset + 1),
        "the character U+%04X can show the rest of this line in another order than Python reads it"
            .formatted((int) control),
        "Remove it, or write it in a string as \\u%04x.".formatted((int) control));
  }
}
