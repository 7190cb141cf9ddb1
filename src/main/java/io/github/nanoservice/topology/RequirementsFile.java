package io.github.nanoservice.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code requirements.txt} of the user's, in pip's requirements file format. */
final class RequirementsFile {
  private static final Pattern CONTINUATION = Pattern.compile("[ \\t]*+\\\\\\R[ \\t]*+");
  private static final Pattern COMMENT = Pattern.compile("(?:^|\\s+)#.*$");

  /** PEP 508 §Names. */
  private static final Pattern NAME =
      Pattern.compile("([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\\s*(?=$|[\\[(@<>=!~;\\s])");

  private static final Pattern EGG = Pattern.compile("[#&]egg=([A-Za-z0-9._-]+)");

  /** Lines that lead to other files or directories, which a service does not have. */
  private static final Pattern OTHER_FILE =
      Pattern.compile("-[rce].*|--(?:requirement|constraint|editable)\\b.*|\\.{0,2}[/\\\\].*");

  /** PEP 503 §Normalized Names. */
  private static final Pattern SEPARATORS = Pattern.compile("[-_.]+");

  private final Map<String, List<String>> pins = new HashMap<>();
  private final List<String> options = new ArrayList<>();
  private final List<String> notFollowed = new ArrayList<>();

  /** Takes the text of the file. */
  RequirementsFile(String text) {
    // pip joins lines before it looks for comments.
    CONTINUATION.matcher(text.replace("\uFEFF", "")).replaceAll(" ").lines().forEach(this::read);
  }

  private void read(String joined) {
    String line = COMMENT.matcher(joined).replaceFirst("").strip();
    if (line.isEmpty()) {
      return;
    }
    if (OTHER_FILE.matcher(line).matches()) {
      notFollowed.add(line);
    } else if (line.startsWith("-")) {
      options.add(line);
    } else {
      name(line)
          .ifPresentOrElse(
              name -> pins.computeIfAbsent(normalised(name), key -> new ArrayList<>(1)).add(line),
              () -> notFollowed.add(line));
    }
  }

  /** The distribution that a requirement names, as written. */
  static Optional<String> name(String requirement) {
    Matcher name = NAME.matcher(requirement);
    if (name.lookingAt()) {
      return Optional.of(name.group(1));
    }
    Matcher egg = EGG.matcher(requirement);
    return egg.find() ? Optional.of(egg.group(1)) : Optional.empty();
  }

  private static String normalised(String name) {
    return SEPARATORS.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT);
  }

  /** The user's lines for what a requirement names; the requirement itself where there is none. */
  List<String> pinned(String requirement) {
    return name(requirement).map(name -> pins.get(normalised(name))).orElse(List.of(requirement));
  }

  /** Options for all of an installation: {@code --index-url ...}. */
  List<String> options() {
    return options;
  }

  /** Lines whose meaning lies in another file. */
  List<String> notFollowed() {
    return notFollowed;
  }
}
