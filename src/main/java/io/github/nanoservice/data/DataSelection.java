package io.github.nanoservice.data;

import java.io.File;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.codehaus.plexus.util.MatchPatterns;

/**
 * Which files beside the modules are data.
 *
 * @param includes Ant patterns, as Maven's resources have them; none means all files
 * @param excludes Ant patterns of files that are not data although they are included
 */
public record DataSelection(List<String> includes, List<String> excludes) {
  public DataSelection {
    includes = List.copyOf(includes);
    excludes = List.copyOf(excludes);
  }

  /** All files that the tools of a project do not use. */
  public static final DataSelection ALL = new DataSelection(List.of(), List.of());

  /** Bytecode, and copies that editors make. */
  private static final Pattern LEFTOVERS = Pattern.compile(".*\\.py[co]|.*~|#.*#");

  /** Files in the source directory itself that pip, Compose and other tools read. */
  private static final Pattern OF_TOOLS =
      Pattern.compile(
          "(?:requirements|constraints)[^/]*\\.(?:txt|in)|pyproject\\.toml|setup\\.cfg|MANIFEST\\.in"
              + "|(?:poetry|uv|pdm)\\.lock|pylock(?:\\.[^/.]+)?\\.toml|Pipfile(?:\\.lock)?"
              + "|(?:docker-)?compose(?:\\.override)?\\.ya?ml|Dockerfile|Makefile|pom\\.xml"
              + "|tox\\.ini|pytest\\.ini|mypy\\.ini|ruff\\.toml");

  /** Whether a text is a pattern: relative, and valid if it is a regular expression. */
  public static boolean isPattern(String text) {
    if (text.isBlank() || text.startsWith("/")) {
      return false;
    }
    try {
      patterns(List.of(text)).matches("a", true);
      return true;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  /**
   * Returns the decision about a file that is not Python source, by its path with {@code /}. Hidden
   * files are never asked for.
   */
  public Predicate<String> accepts() {
    MatchPatterns included = patterns(includes.isEmpty() ? List.of("**") : includes);
    MatchPatterns excluded = patterns(excludes);
    return path -> {
      String name = path.substring(path.lastIndexOf('/') + 1);
      String local = path.replace('/', File.separatorChar);
      return !LEFTOVERS.matcher(name).matches()
          && !OF_TOOLS.matcher(path).matches()
          && included.matches(local, true)
          && !excluded.matches(local, true);
    };
  }

  private static MatchPatterns patterns(List<String> patterns) {
    return MatchPatterns.from(patterns.stream().map(DataSelection::normalized).toList());
  }

  /** A pattern that ends with a slash means everything below, as in Ant. */
  private static String normalized(String pattern) {
    if (pattern.startsWith("%")) {
      return pattern; // %regex[...] and %ant[...], which have their own rules
    }
    String separated = pattern.replace('/', File.separatorChar).replace('\\', File.separatorChar);
    return separated.endsWith(File.separator) ? separated + "**" : separated;
  }
}
