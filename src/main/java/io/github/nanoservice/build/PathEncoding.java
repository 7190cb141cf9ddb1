package io.github.nanoservice.build;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.InvalidPathException;
import java.util.Optional;

/**
 * Tells faults of the locale from faults of files. Java reads and writes the names of files in the
 * encoding of the locale, which is ASCII under {@code LC_ALL=C}. No option of Java changes that.
 *
 * @param name the name of that encoding
 */
public record PathEncoding(String name) {
  private static final char UNDECODABLE = '\uFFFD';

  /** Returns the encoding of this process. */
  public static PathEncoding ofSystem() {
    return new PathEncoding(System.getProperty("sun.jnu.encoding", "UTF-8"));
  }

  /**
   * Says why the name of a file that exists cannot be read.
   *
   * @return a clause that follows the name of the file; empty if the name can be read
   */
  Optional<String> fault(String path) {
    if (path.indexOf(UNDECODABLE) < 0) {
      return Optional.empty();
    }
    return Optional.of(
        isUtf8()
            ? "has a name that is not in UTF-8"
            : "has a name that the locale of this build (%s) cannot represent".formatted(name));
  }

  /** Returns what to do about a file whose name has a {@link #fault}. */
  String advice() {
    return isUtf8()
        ? "Rename it, or move it out of the source directory."
        : "Run Maven in a locale with UTF-8, for example with LC_ALL=C.UTF-8 in its environment.";
  }

  /** Returns the message for a text that cannot become the path of a file. */
  public String message(InvalidPathException fault) {
    return isUtf8() || fault.getInput().indexOf('\0') >= 0
        ? "\"%s\" cannot be the path of a file: %s. Correct the parameter that contains it."
            .formatted(fault.getInput(), fault.getReason())
        : "The locale of this build (%s) cannot represent the path \"%s\". %s"
            .formatted(name, fault.getInput(), advice());
  }

  private boolean isUtf8() {
    try {
      return Charset.forName(name).equals(StandardCharsets.UTF_8);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return false;
    }
  }
}
