package io.github.nanoservice.resolve;

import java.util.List;

/**
 * Where a name and the attributes after it lead: {@code shop.pricing.tax} to the function {@code
 * tax}.
 */
public sealed interface AttributeResolution {

  /** Something in a module of the sources. */
  sealed interface InModule extends AttributeResolution {
    /** The last module on the way. */
    String module();
  }

  /** A function or variable of the sources; the module it is taken from may only import it. */
  sealed interface Defined extends InModule {
    /** Its name in that module. */
    String name();

    /** What it is. */
    Target target();

    /** The attributes of the value itself: {@code ["append"]} for {@code shop.items.append}. */
    List<String> rest();
  }

  /** A function of the sources. */
  record OfFunction(String module, String name, Target.OfFunction target, List<String> rest)
      implements Defined {
    public OfFunction {
      rest = List.copyOf(rest);
    }
  }

  /** A variable of the sources. */
  record OfVariable(String module, String name, Target.OfVariable target, List<String> rest)
      implements Defined {
    public OfVariable {
      rest = List.copyOf(rest);
    }
  }

  /**
   * A module of the sources as a whole, so that any of its names may be used.
   *
   * @param module its dotted name
   * @param submodules the modules below it that the same file imports under the same name
   */
  record OfModule(String module, List<String> submodules) implements InModule {
    public OfModule {
      submodules = List.copyOf(submodules);
    }
  }

  /** A module or library name that a module of the sources only imports. */
  record Imported(String module, String name, Target target) implements InModule {}

  /** An attribute that a module of the sources does not bind: {@code shop.__name__}. */
  record Unknown(String module) implements InModule {}

  /** Nothing among the sources: a library, a builtin, a name that only {@code global} binds. */
  record Outside() implements AttributeResolution {}
}
