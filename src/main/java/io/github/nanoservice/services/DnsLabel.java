package io.github.nanoservice.services;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Names where only lower-case ASCII is legal: a DNS label (RFC 1123 §2.1) that is a component of an
 * image name as well.
 */
public final class DnsLabel {
  /** RFC 1035 §2.3.4. */
  private static final int LABEL_LIMIT = 63;

  private static final String FILLER = "fn";
  private static final Set<String> RESERVED = Set.of("localhost");
  private static final Pattern OTHER_ASCII = Pattern.compile("[\\x00-\\x7f&&[^a-z0-9]]");
  private static final Pattern LAST_DASHES = Pattern.compile("-++$");
  private static final Pattern LEGAL = Pattern.compile("[a-z0-9]++(?:-++[a-z0-9]++)*+");

  private DnsLabel() {}

  /**
   * The slug of any name. Lower case; each {@code _}, {@code .} or other ASCII sign is a {@code -},
   * and since none may stand at an end, {@code fn} goes in front of it there, or behind: {@code
   * _main} is {@code fn-main}, apart from {@code main}. Other letters are in Punycode (RFC 3492).
   * {@code fn-} also goes before a digit, since {@code 1} is an IP address to many resolvers, and
   * before {@code localhost}, which is always the machine itself (RFC 6761 §6.3). What is longer
   * than 63 characters ends with a checksum of the whole name instead.
   *
   * @return a legal label; equal for some different names, which is the caller's to refuse
   */
  public static String of(String name) {
    String dashed = OTHER_ASCII.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("-");
    String closed =
        (dashed.startsWith("-") ? FILLER : "") + dashed + (dashed.endsWith("-") ? FILLER : "");
    String ascii = isAscii(closed) ? closed : encoded(closed);
    boolean taken = ascii.charAt(0) <= '9' || RESERVED.contains(ascii);
    String slug = taken ? FILLER + "-" + ascii : ascii;
    return slug.length() <= LABEL_LIMIT ? slug : shortened(slug, name);
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static String encoded(String lower) {
    try {
      String punycode = IDN.toASCII(lower, IDN.ALLOW_UNASSIGNED);
      return LEGAL.matcher(punycode).matches() ? punycode : hexadecimal(lower);
    } catch (IllegalArgumentException outsideOfIdna) {
      // Python's identifiers go beyond what IDNA allows: mixed directions, long labels.
      return hexadecimal(lower);
    }
  }

  private static String hexadecimal(String lower) {
    StringBuilder hex = new StringBuilder();
    lower
        .codePoints()
        .forEach(
            c -> {
              if (c < 0x80) {
                hex.appendCodePoint(c);
              } else {
                hex.append('u').append(Integer.toHexString(c));
              }
            });
    return hex.toString();
  }

  private static String shortened(String slug, String name) {
    CRC32 checksum = new CRC32();
    checksum.update(name.getBytes(StandardCharsets.UTF_8));
    String end = String.format("-%08x", checksum.getValue());
    String start = slug.substring(0, LABEL_LIMIT - end.length());
    return LAST_DASHES.matcher(start).replaceAll("") + end;
  }
}
