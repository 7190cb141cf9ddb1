package io.github.nanoservice.services;

import java.util.List;
import java.util.Optional;

/** What a file of a service binds a name to, in place of the user's module. */
public sealed interface Binding {

  /**
   * A function of another service, as the stub that sends the request.
   *
   * @param name the name that the definitions use
   * @param endpoint what it calls
   */
  record Remote(String name, Endpoint endpoint) implements Binding {}

  /**
   * A module of the sources, as a namespace of stubs: for {@code import shop.pricing}, {@code from
   * shop import pricing} and imports inside functions.
   *
   * @param name the name it is bound to. If that is the first part of the dotted name, it is bound
   *     to the top package, as by {@code import shop.pricing}; if it is the last part, to the
   *     module itself, as by {@code from shop import pricing}. Empty if only imports have to find
   *     it, which are inside functions or a {@link Library} after it
   * @param module its dotted name
   * @param functions the stubs it holds, by name; a stub whose endpoint the same file defines
   *     represents that function
   * @param isFile whether the service has a file of that module, which the functions are added to
   */
  record Namespace(Optional<String> name, String module, List<Remote> functions, boolean isFile)
      implements Binding {
    public Namespace {
      functions = List.copyOf(functions);
    }
  }

  /**
   * A file of the service that has to run, because it adds its functions to a {@link Namespace}.
   *
   * @param module its dotted name
   * @param atDefinition whether the definitions need it while they are evaluated. If not, it runs
   *     after them, since it may need them too
   */
  record Loaded(String module, boolean atDefinition) implements Binding {}

  /**
   * Names of another file of the service: {@code from shop.models import Item as Article}.
   *
   * @param module its dotted name
   * @param names what is imported, sorted by the names it is bound to
   */
  record Sibling(String module, List<Imported> names) implements Binding {
    public Sibling {
      names = List.copyOf(names);
    }
  }

  /**
   * One name of a {@link Sibling}.
   *
   * @param name its name in the other file
   * @param bound its name here
   */
  record Imported(String name, String bound) {}

  /**
   * Another name for what the same file defines.
   *
   * @param name the name that the definitions use
   * @param of the name of the definition
   */
  record Alias(String name, String of) implements Binding {}

  /**
   * An import statement; one that comes after a {@link Namespace} may need it.
   *
   * @param statement normalised source text: {@code import math}, {@code from statistics import
   *     mean, median}
   * @param top the first part of the module's dotted name
   * @param names what it binds, in its order
   */
  record Library(String statement, String top, List<String> names) implements Binding {
    public Library {
      names = List.copyOf(names);
    }
  }
}
