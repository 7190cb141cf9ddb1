package io.github.nanoservice.javaclient.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

/** The codecs of values that do not contain others. */
final class ScalarCodecs {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** The number of days that a timedelta of Python does not reach in either direction. */
  private static final long DAYS_LIMIT = 1_000_000_000;

  private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS");

  static final Codec<String> STR =
      new Codec<>() {
        @Override
        JsonNode encodeNonNull(String value, EncodeContext context) {
          return JSON.textNode(value);
        }

        @Override
        String decode(JsonNode node, DecodeContext context) {
          return Codec.expect(node.isTextual(), "a str", node).textValue();
        }
      };

  static final Codec<Boolean> BOOL =
      new Codec<>() {
        @Override
        JsonNode encodeNonNull(Boolean value, EncodeContext context) {
          return JSON.booleanNode(value);
        }

        @Override
        Boolean decode(JsonNode node, DecodeContext context) {
          return Codec.expect(node.isBoolean(), "a bool", node).booleanValue();
        }
      };

  static final Codec<Long> INT =
      new Codec<>() {
        @Override
        JsonNode encodeNonNull(Long value, EncodeContext context) {
          return JSON.numberNode(value);
        }

        @Override
        Long decode(JsonNode node, DecodeContext context) {
          BigInteger value = integer(node);
          Codec.expect(value.bitLength() < Long.SIZE, "an int of 64 bits", node);
          return value.longValue();
        }
      };

  static final Codec<Double> FLOAT =
      new Codec<>() {
        @Override
        JsonNode encodeNonNull(Double value, EncodeContext context) {
          return Double.isFinite(value)
              ? JSON.numberNode(value)
              : Tag.wrap(Tag.FLOAT, JSON.textNode(nonFinite(value)));
        }

        @Override
        Double decode(JsonNode node, DecodeContext context) {
          if (node.isNumber()) {
            double value = node.doubleValue();
            Codec.expect(Double.isFinite(value), "a float of 64 bits", node);
            return value;
          }
          switch (Tag.content(Codec.expect(Tag.is(node, Tag.FLOAT), "a float", node)).asText()) {
            case "inf":
              return Double.POSITIVE_INFINITY;
            case "-inf":
              return Double.NEGATIVE_INFINITY;
            case "nan":
              return Double.NaN;
            default:
              throw new IllegalArgumentException("the value is not a float: " + node);
          }
        }
      };

  static final Codec<byte[]> BYTES = new Binary(Tag.BYTES);

  static final Codec<byte[]> BYTEARRAY = new Binary(Tag.BYTEARRAY);

  static final Codec<BigDecimal> DECIMAL =
      new Text<>(Tag.DECIMAL) {
        @Override
        BigDecimal parse(String text) {
          if (text.length() > WireFormat.MAX_DIGITS) {
            throw new IllegalArgumentException(
                "a Decimal of "
                    + text.length()
                    + " characters, more than the limit of "
                    + WireFormat.MAX_DIGITS);
          }
          if (!Character.isDigit(text.charAt(text.length() - 1))) {
            throw new IllegalArgumentException("Decimal('" + text + "') has no BigDecimal in Java");
          }
          return new BigDecimal(text);
        }
      };

  static final Codec<LocalDate> DATE =
      new Text<>(Tag.DATE) {
        @Override
        LocalDate parse(String text) {
          return LocalDate.parse(text);
        }

        @Override
        JsonNode encodeNonNull(LocalDate value, EncodeContext context) {
          requireYear(value.getYear());
          return super.encodeNonNull(value, context);
        }
      };

  static final Codec<UUID> ID =
      new Text<>(Tag.UUID) {
        @Override
        UUID parse(String text) {
          return UUID.fromString(text);
        }
      };

  static final Codec<LocalDateTime> DATETIME =
      new Moment<>(Tag.DATETIME) {
        @Override
        LocalDateTime parse(String text) {
          return LocalDateTime.parse(text);
        }

        @Override
        String format(LocalDateTime value) {
          requireYear(value.getYear());
          return value.toLocalDate() + "T" + clock(value.toLocalTime());
        }
      };

  static final Codec<LocalTime> TIME =
      new Moment<>(Tag.TIME) {
        @Override
        LocalTime parse(String text) {
          return LocalTime.parse(text);
        }

        @Override
        String format(LocalTime value) {
          return clock(value);
        }
      };

  static final Codec<Duration> TIMEDELTA =
      new Codec<>() {
        @Override
        JsonNode encodeNonNull(Duration value, EncodeContext context) {
          long seconds = value.getSeconds();
          if (Math.abs(value.toDays()) >= DAYS_LIMIT) {
            throw new IllegalArgumentException(
                "the timedelta of Python is not large enough for " + value);
          }
          ArrayNode parts = JSON.arrayNode();
          parts.add(Math.floorDiv(seconds, 86_400L));
          parts.add(Math.floorMod(seconds, 86_400L));
          parts.add(value.getNano() / 1000);
          return Tag.wrap(Tag.TIMEDELTA, parts);
        }

        @Override
        Duration decode(JsonNode node, DecodeContext context) {
          JsonNode parts =
              Tag.content(Codec.expect(Tag.is(node, Tag.TIMEDELTA), "a timedelta", node));
          return Duration.ofDays(parts.get(0).asLong())
              .plusSeconds(parts.get(1).asLong())
              .plusNanos(parts.get(2).asLong() * 1000);
        }
      };

  /** {@code None} as null. */
  static final Codec<Void> NONE =
      new Codec<>() {
        @Override
        JsonNode encode(Void value, EncodeContext context) {
          return JSON.nullNode();
        }

        @Override
        JsonNode encodeNonNull(Void value, EncodeContext context) {
          return JSON.nullNode();
        }

        @Override
        Void decode(JsonNode node, DecodeContext context) {
          Codec.expect(node.isNull(), "None", node);
          return null;
        }
      };

  private ScalarCodecs() {}

  private static void requireYear(int year) {
    if (year < 1 || year > 9999) {
      throw new IllegalArgumentException(
          "the year " + year + " is not between 1 and 9999, the years of Python");
    }
  }

  /** Decodes an integer of any size. */
  static BigInteger integer(JsonNode node) {
    if (Tag.is(node, Tag.INT)) {
      String text = Tag.content(node).asText();
      boolean negative = text.startsWith("-");
      int begin = negative ? 3 : 2;
      Codec.expect(text.startsWith("0x", begin - 2) && text.length() > begin, "an int", node);
      return new BigInteger(negative ? -1 : 1, fromHex(text, begin));
    }
    if (node.isBoolean()) {
      return node.booleanValue() ? BigInteger.ONE : BigInteger.ZERO;
    }
    return Codec.expect(node.isIntegralNumber(), "an int", node).bigIntegerValue();
  }

  /**
   * Returns the bytes of hexadecimal digits. {@link BigInteger} parses a text in quadratic time.
   */
  private static byte[] fromHex(String text, int begin) {
    int digits = text.length() - begin;
    byte[] bytes = new byte[(digits + 1) / 2];
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(text.charAt(text.length() - 1 - i), 16);
      if (digit < 0) {
        throw new IllegalArgumentException("the value is an integer that is not hexadecimal");
      }
      bytes[bytes.length - 1 - i / 2] |= (byte) (i % 2 == 0 ? digit : digit << 4);
    }
    return bytes;
  }

  /** Formats a time as {@code isoformat} of Python does: with seconds, and to the microsecond. */
  private static String clock(LocalTime time) {
    boolean whole = time.truncatedTo(ChronoUnit.MICROS).getNano() == 0;
    return time.format(whole ? SECONDS : MICROSECONDS);
  }

  private static String nonFinite(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    return value > 0 ? "inf" : "-inf";
  }

  /** Binary data: {@code bytes} or {@code bytearray}. */
  private static final class Binary extends Codec<byte[]> {
    private final String tag;

    Binary(String tag) {
      this.tag = tag;
    }

    @Override
    JsonNode encodeNonNull(byte[] value, EncodeContext context) {
      return Tag.wrap(tag, JSON.textNode(Base64.getEncoder().encodeToString(value)));
    }

    @Override
    byte[] decode(JsonNode node, DecodeContext context) {
      JsonNode found = context.resolve(node);
      boolean bytes = Tag.is(found, Tag.BYTES) || Tag.is(found, Tag.BYTEARRAY);
      Codec.expect(bytes, "bytes", found);
      return Base64.getDecoder().decode(context.contents(found).asText());
    }
  }

  /** A value whose tag contains its text. */
  private abstract static class Text<T> extends Codec<T> {
    private final String tag;

    Text(String tag) {
      this.tag = tag;
    }

    abstract T parse(String text);

    @Override
    JsonNode encodeNonNull(T value, EncodeContext context) {
      return Tag.wrap(tag, JSON.textNode(value.toString()));
    }

    @Override
    T decode(JsonNode node, DecodeContext context) {
      return parse(Tag.content(Codec.expect(Tag.is(node, tag), "a " + tag, node)).asText());
    }
  }

  /** A time without a zone: ISO 8601 text, the fold (PEP 495) and null for the zone. */
  private abstract static class Moment<T> extends Codec<T> {
    private final String tag;

    Moment(String tag) {
      this.tag = tag;
    }

    abstract T parse(String text);

    abstract String format(T value);

    @Override
    JsonNode encodeNonNull(T value, EncodeContext context) {
      return Tag.wrap(tag, JSON.arrayNode().add(format(value)).add(0).addNull());
    }

    @Override
    T decode(JsonNode node, DecodeContext context) {
      JsonNode parts = Tag.content(Codec.expect(Tag.is(node, tag), "a " + tag, node));
      Codec.expect(parts.required(2).isNull(), "a " + tag + " without a time zone", node);
      return parse(parts.get(0).asText());
    }
  }
}
