package io.github.nanoservice.services;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/** Labels in DNS (RFC 1123 §2.1) that also are legal as a component of an image name. */
final class DnsLabel {
  /** RFC 1035 §2.3.4. */
  private static final int LABEL_LIMIT = 63;

  private static final String FILLER = "fn";
  private static final Set<String> RESERVED = Set.of("localhost");
  private static final Pattern OTHER_ASCII = Pattern.compile("[\\x00-\\x7f&&[^a-z0-9]]");
  private static final Pattern LAST_DASHES = Pattern.compile("-++$");
  private static final Pattern LEGAL = Pattern.compile("[a-z0-9]++(?:-++[a-z0-9]++)*+");

  private DnsLabel() {}

  /**
   * Converts any name to a label. Letters become lower case; {@code _}, {@code .} and other ASCII
   * signs become {@code -}. A {@code -} at the start or end gets {@code fn} before or after it:
   * {@code _main} becomes {@code fn-main}. Other letters are in Punycode (RFC 3492). {@code fn-}
   * also precedes a digit, since many resolvers take {@code 1} for an IP address, and {@code
   * localhost}, which always is the machine itself (RFC 6761 §6.3). A label of more than 63
   * characters is cut and ends with a checksum of the whole name.
   *
   * @return a legal label; different names may have the same one
   */
  public static String of(String name) {
    String dashed = OTHER_ASCII.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("-");
    String closed =
        (dashed.startsWith("-") ? FILLER : "") + dashed + (dashed.endsWith("-") ? FILLER : "");
    String ascii = isAscii(closed) ? closed : encoded(closed);
    boolean taken = ascii.charAt(0) <= '9' || RESERVED.contains(ascii);
    String label = taken ? FILLER + "-" + ascii : ascii;
    return label.length() <= LABEL_LIMIT ? label : shortened(label, name);
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static String encoded(String lower) {
    try {
      String punycode = IDN.toASCII(lower, IDN.ALLOW_UNASSIGNED);
      return LEGAL.matcher(punycode).matches() ? punycode : hexadecimal(lower);
    } catch (IllegalArgumentException outsideOfIdna) {
      // IDNA rejects some Python identifiers: mixed directions, long labels.
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

  /** Returns a label with a checksum of the whole name, so that different names have others. */
  static String distinct(String name) {
    return shortened(of(name), name);
  }

  private static String shortened(String label, String name) {
    CRC32 checksum = new CRC32();
    checksum.update(name.getBytes(StandardCharsets.UTF_8));
    String end = "-" + HexFormat.of().toHexDigits((int) checksum.getValue());
    String start = label.substring(0, Math.min(label.length(), LABEL_LIMIT - end.length()));
    return LAST_DASHES.matcher(start).replaceAll("") + end;
  }
}
