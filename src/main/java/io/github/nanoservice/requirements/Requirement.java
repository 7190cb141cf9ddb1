package io.github.nanoservice.requirements;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A line of a {@code requirements.txt} that names a distribution.
 *
 * @param text the line as it is written
 * @param name the distribution's name as it is written
 */
public record Requirement(String text, String name) {
  /** PEP 508 §Names. */
  private static final String IDENTIFIER = "[A-Za-z0-9][A-Za-z0-9._-]*+(?<=[A-Za-z0-9])";

  private static final Pattern NAME = Pattern.compile(IDENTIFIER + "(?=$|[\\[(@<>=!~;\\s])");
  private static final Pattern EGG = Pattern.compile("[#&]egg=(" + IDENTIFIER + ")");

  private static final Pattern EXTRAS = Pattern.compile("\\[([^\\]]*+)\\]");

  private static final String CLAUSE = "(?:===|[~<>=!]=|[<>])\\s*+[^\\s,;#@\\[\\]()]++\\s*+";

  /** PEP 508 without extras, marker and URL, and without pip's options: name and versions. */
  private static final Pattern PLAIN =
      Pattern.compile(IDENTIFIER + "\\s*+(" + CLAUSE + "(?:,\\s*+" + CLAUSE + ")*+)?+");

  /** A version without {@code *}, and then a marker, options of pip or nothing. */
  private static final Pattern RELEASE =
      Pattern.compile(
          IDENTIFIER + "\\s*+(?:\\[[^\\]]*+\\])?\\s*+==\\s*+([^\\s,;*=]++)\\s*+(?:;.*+|--.*+)?");

  private static final Pattern BRACKETS = Pattern.compile("\\s*+\\[[^\\]]*+\\]");

  /** A URL without a host, such as {@code file:///${PROJECT_ROOT}/libs/ledger} of PDM. */
  private static final Pattern LOCAL = Pattern.compile("(?:@|^-e|^--editable[= ])\\s*+file:");

  private static final Pattern OPTION = Pattern.compile("\\s--?[A-Za-z]");

  private static final Pattern HASH = Pattern.compile("\\s--hash[=:\\s]");

  /** PEP 503 §Normalized Names. */
  private static final Pattern SEPARATORS = Pattern.compile("[-_.]++");

  /** Parses a line without a comment; empty if it does not name its distribution. */
  public static Optional<Requirement> of(String line) {
    Matcher name = NAME.matcher(line);
    if (name.lookingAt()) {
      return Optional.of(new Requirement(line, name.group()));
    }
    Matcher egg = EGG.matcher(line);
    return egg.find() ? Optional.of(new Requirement(line, egg.group(1))) : Optional.empty();
  }

  /** Whether a text is the name of a distribution and nothing else. */
  static boolean isName(String text) {
    return of(text).filter(Requirement::isBare).isPresent();
  }

  /** The normalized name, equal for all spellings. */
  public String key() {
    return normalized(name);
  }

  /** Normalizes a distribution's name. */
  static String normalized(String name) {
    return SEPARATORS.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT);
  }

  /** Its version clauses, such as {@code >=2}; empty if the line has more than a name and these. */
  Optional<List<String>> clauses() {
    Matcher plain = PLAIN.matcher(text);
    if (!plain.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        Optional.ofNullable(plain.group(1)).stream()
            .flatMap(clauses -> Arrays.stream(clauses.split(",")))
            .map(clause -> clause.replaceAll("\\s++", ""))
            .toList());
  }

  /** The extras of the distribution that it names. */
  List<String> extras() {
    Matcher extras = EXTRAS.matcher(text).region(name.length(), text.length());
    return extras.lookingAt()
        ? Arrays.stream(extras.group(1).split(","))
            .map(String::strip)
            .filter(extra -> !extra.isEmpty())
            .toList()
        : List.of();
  }

  /** When it is needed; empty for always. */
  String marker() {
    int start = text.indexOf(';');
    return start < 0 ? "" : text.substring(start + 1).strip();
  }

  /** Whether it has a URL. */
  boolean isReference() {
    return text.contains("@");
  }

  /** Whether it is a file or directory of the machine that declares it. */
  boolean isLocal() {
    return LOCAL.matcher(text).find();
  }

  /** The release that it pins, if it accepts no other. */
  public Optional<String> release() {
    Matcher matcher = RELEASE.matcher(text);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** Returns this line for the case that one of some markers holds; always if one is empty. */
  Requirement when(Set<String> markers) {
    if (markers.contains("")) {
      return this;
    }
    String any = markers.stream().map("(%s)"::formatted).collect(Collectors.joining(" or "));
    Matcher hash = HASH.matcher(text);
    int end = hash.find() ? hash.start() : text.length();
    String head = text.substring(0, end).strip();
    int own = head.indexOf(" ;");
    String marked =
        own < 0
            ? head + " ; " + any
            : "%s ; (%s) and (%s)"
                .formatted(head.substring(0, own), head.substring(own + 2).strip(), any);
    return new Requirement(marked + text.substring(end), name);
  }

  /**
   * The releases that it accepts, as a line of pip's constraints file, which has neither extras nor
   * options; empty if it accepts all.
   */
  Optional<Requirement> limit() {
    if (!text.startsWith(name)) {
      return Optional.empty();
    }
    Matcher option = OPTION.matcher(text);
    String line = text.substring(name.length(), option.find() ? option.start() : text.length());
    Matcher brackets = BRACKETS.matcher(line);
    String releases = brackets.lookingAt() ? line.substring(brackets.end()) : line;
    return releases.isBlank() || releases.strip().startsWith(";")
        ? Optional.empty()
        : Optional.of(new Requirement(name + releases.stripTrailing(), name));
  }

  /** Returns this line without its hashes. */
  public Requirement withoutHashes() {
    Matcher hash = HASH.matcher(text);
    return hash.find() ? new Requirement(text.substring(0, hash.start()).strip(), name) : this;
  }

  /** Whether it is only a name. */
  boolean isBare() {
    return text.equals(name);
  }

  /** Whether it has a hash of the file to install. */
  boolean isHashed() {
    return HASH.matcher(text).find();
  }
}
