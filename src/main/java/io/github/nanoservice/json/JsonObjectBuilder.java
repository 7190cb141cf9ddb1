package io.github.nanoservice.json;

import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.Optional;

/** Builds a JSON object; its members keep the order in which they are added. */
public final class JsonObjectBuilder {
  private final JsonObject object = new JsonObject();

  /** Starts an object with one member. */
  public static JsonObjectBuilder with(String name, Object value) {
    return new JsonObjectBuilder().add(name, value);
  }

  /**
   * Adds a member.
   *
   * @param value as {@link Json#of} takes it
   */
  public JsonObjectBuilder add(String name, Object value) {
    object.add(name, Json.of(value));
    return this;
  }

  /** Adds a member if it has a value. */
  public JsonObjectBuilder addIfPresent(String name, Optional<?> value) {
    value.ifPresent(present -> add(name, present));
    return this;
  }

  /** Adds a list unless it has no items. */
  public JsonObjectBuilder addUnlessEmpty(String name, Collection<?> items) {
    return items.isEmpty() ? this : add(name, items);
  }

  /** Adds the members of another object; those that this one has already are replaced. */
  public JsonObjectBuilder addAll(JsonObject other) {
    other.entrySet().forEach(member -> object.add(member.getKey(), member.getValue()));
    return this;
  }

  /** Returns the object. */
  public JsonObject build() {
    return object;
  }
}
