package com.acme.values;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.acme.values.client.ChangedOptions;
import com.acme.values.client.Changes;
import com.acme.values.client.ChangesClient;
import com.acme.values.client.ChangingOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;

/** A response that refers to its arguments and to itself decodes like its deep copy. */
@Timeout(300)
class ChangesIT {
  private static final Changes CHANGES =
      ChangesClient.builder().timeout(Duration.ofMinutes(2)).build();

  @RepeatedTest(200)
  void responseWithReferencesEqualsItsCopy(RepetitionInfo repetition) {
    int seed = repetition.getCurrentRepetition();
    Random random = new Random(seed);
    Object value = value(random, 0);
    List<Object> rest = list(random, 0);
    ChangedOptions options = ChangedOptions.none().rest(rest);
    if (random.nextBoolean()) {
      options = options.more(Map.of("further", list(random, 0)));
    }
    assertSame(CHANGES.changed(value, seed, options));
    try (Stream<List<Object>> items =
        CHANGES.changing(value, seed, ChangingOptions.none().rest(rest))) {
      items.forEach(ChangesIT::assertSame);
    }
  }

  private static void assertSame(List<Object> valueAndCopy) {
    assertEquals(shown(valueAndCopy.get(1)), shown(valueAndCopy.get(0)));
  }

  private static Object value(Random random, int depth) {
    switch (random.nextInt(depth > 3 ? 5 : 9)) {
      case 0:
        return (long) random.nextInt(100);
      case 1:
        return random.nextInt(8) == 0 ? "$x" : "text";
      case 2:
        return null;
      case 3:
        return 1.5;
      case 4:
        return random.nextInt(6) == 0 ? Set.of(7L) : random.nextBoolean();
      case 5:
      case 6:
        return list(random, depth);
      case 7:
        return map(random, depth, "key");
      default:
        return map(random, depth, random.nextInt(4) == 0 ? "$" : 0L);
    }
  }

  private static List<Object> list(Random random, int depth) {
    List<Object> list = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      list.add(value(random, depth + 1));
    }
    return list;
  }

  private static Map<Object, Object> map(Random random, int depth, Object firstKey) {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      map.put(map.isEmpty() ? firstKey : "key" + i, value(random, depth + 1));
    }
    return map;
  }

  /** Returns a text with the classes of a value and the contents of arrays. */
  private static String shown(Object value) {
    if (value instanceof List) {
      return ((List<?>) value).stream().map(ChangesIT::shown).collect(Collectors.toList()).toString();
    }
    if (value instanceof Map) {
      return ((Map<?, ?>) value)
          .entrySet().stream()
              .map(entry -> shown(entry.getKey()) + "=" + shown(entry.getValue()))
              .collect(Collectors.toList())
              .toString();
    }
    if (value instanceof byte[]) {
      return Arrays.toString((byte[]) value);
    }
    return value == null ? "null" : value.getClass().getSimpleName() + " " + value;
  }
}
