package io.github.nanoservice.services;

import java.util.List;
import java.util.Optional;

/** What a service's module binds a name to, in place of the user's module. */
public sealed interface Binding {

  /**
   * A sibling function, as the stub whose call is the request.
   *
   * @param name the name the service's functions use
   * @param endpoint what it calls
   */
  record Remote(String name, Endpoint endpoint) implements Binding {}

  /**
   * A sibling module, as a namespace of stubs: for {@code import shop.pricing}, {@code from shop
   * import pricing} and imports inside a body.
   *
   * @param name the name it is bound to: the first of its dotted name, which then is bound to the
   *     top of it as by {@code import shop.pricing}, or the last, bound to the module itself as by
   *     {@code from shop import pricing}; empty where only imports need to find it, those inside a
   *     body or a {@link Library} behind it
   * @param module its dotted name
   * @param functions the stubs it holds, by name; one whose endpoint the same module defines stands
   *     for that function
   * @param isFile whether the service has a file of that module, which the functions join
   */
  record Namespace(Optional<String> name, String module, List<Remote> functions, boolean isFile)
      implements Binding {}

  /**
   * What comes out of another file of the service: {@code from shop.models import Item as Article}.
   *
   * @param module its dotted name
   * @param names what is imported, by the names it is bound to
   */
  record Sibling(String module, List<Imported> names) implements Binding {}

  /**
   * One name of a {@link Sibling}.
   *
   * @param name what it is called there
   * @param bound what it is bound to here
   */
  record Imported(String name, String bound) {}

  /**
   * Another name for what the same module defines.
   *
   * @param name the name the service's functions use
   * @param of the name of the definition
   */
  record Alias(String name, String of) implements Binding {}

  /**
   * An import that goes along as it is; one that stands behind a {@link Namespace} needs that to be
   * there.
   *
   * @param statement normalised source text: {@code import math}, {@code from statistics import
   *     mean, median}
   * @param top the first part of the module's dotted name
   * @param names what it binds, in its order
   */
  record Library(String statement, String top, List<String> names) implements Binding {}
}
