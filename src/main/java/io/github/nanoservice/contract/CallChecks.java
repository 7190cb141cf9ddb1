package io.github.nanoservice.contract;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.diagnostic.Severity;
import io.github.nanoservice.python.Argument;
import io.github.nanoservice.python.ArgumentReader;
import io.github.nanoservice.python.Expression;
import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Parameter;
import io.github.nanoservice.python.Reference;
import io.github.nanoservice.resolve.CallSite;
import io.github.nanoservice.source.Source;
import io.github.nanoservice.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Holds calls against the signatures of what they call. */
public final class CallChecks {
  private final CheckLevel strictness;
  private final Map<String, TypeReader> types = new HashMap<>();

  /** Takes what a wrong call does. */
  public CallChecks(CheckLevel strictness) {
    this.strictness = strictness;
  }

  /** Every call that Python would not bind, and every literal of another type than annotated. */
  public List<Finding> findings(List<CallSite> calls) {
    if (strictness == CheckLevel.OFF) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    Map<String, List<CallSite>> byDefinition =
        calls.stream()
            .collect(
                Collectors.groupingBy(
                    call -> call.file().path() + ":" + call.definition().start(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    byDefinition.values().forEach(of -> check(of, findings));
    return findings;
  }

  private void check(List<CallSite> calls, List<Finding> findings) {
    CallSite first = calls.get(0);
    List<List<Argument>> arguments =
        ArgumentReader.of(
            first.file().module().source(),
            first.definition(),
            calls.stream().map(CallSite::reference).toList());
    for (int i = 0; i < calls.size(); i++) {
      CallSite call = calls.get(i);
      Optional<BindingFailure> mismatch =
          new ArgumentBinder(call.callee().parameters()).mismatch(arguments.get(i));
      if (mismatch.isPresent()) {
        findings.add(finding(call, mismatch.get()));
      } else {
        checkLiterals(call, arguments.get(i), findings);
      }
    }
  }

  private Finding finding(CallSite call, BindingFailure mismatch) {
    String callee = "\"" + call.callee().name() + "\"";
    if (mismatch instanceof BindingFailure.TooMany many) {
      return finding(
          Rule.TOO_MANY_ARGUMENTS,
          call,
          many.first().span(),
          callee
              + " takes "
              + (many.most() == 0 ? "no" : "at most " + many.most())
              + " positional argument"
              + (many.most() == 1 ? "" : "s")
              + ", but this call gives "
              + many.given());
    }
    if (mismatch instanceof BindingFailure.Missing missing) {
      return finding(
          Rule.MISSING_ARGUMENT,
          call,
          nameOf(call.reference(), call.file().module().source()),
          "this call of " + callee + " gives nothing for " + quoted(missing.names()));
    }
    if (mismatch instanceof BindingFailure.Unknown unknown) {
      return finding(
          Rule.UNKNOWN_KEYWORD,
          call,
          unknown.argument().span(),
          callee + " has no parameter \"" + unknown.argument().keyword().orElseThrow() + "\"");
    }
    if (mismatch instanceof BindingFailure.Repeated repeated) {
      return finding(
          Rule.REPEATED_ARGUMENT,
          call,
          repeated.argument().span(),
          "this call of "
              + callee
              + " gives \""
              + repeated.argument().keyword().orElseThrow()
              + "\" twice");
    }
    Argument argument = ((BindingFailure.PositionalOnly) mismatch).argument();
    return finding(
        Rule.POSITIONAL_ONLY,
        call,
        argument.span(),
        "\""
            + argument.keyword().orElseThrow()
            + "\" of "
            + callee
            + " takes a positional argument, but is given by keyword");
  }

  private Finding finding(Rule rule, CallSite call, Span span, String message) {
    return new Finding(
        rule,
        strictness == CheckLevel.ERROR ? rule.severity() : Severity.WARNING,
        place(call, span),
        message,
        "Its signature is "
            + signature(call)
            + ", at "
            + where(call)
            + ": call it so, or change that.");
  }

  private static Location place(CallSite call, Span span) {
    return Location.InSource.of(call.file().path(), call.file().module().source(), span);
  }

  /** The whole chain that is called. */
  private static Span nameOf(Reference reference, Source source) {
    int end = reference.span().end();
    for (String attribute : reference.attributes()) {
      end = source.text().indexOf(attribute, end) + attribute.length();
    }
    return new Span(reference.span().start(), end);
  }

  private static String quoted(List<String> names) {
    return names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
  }

  private static String signature(CallSite call) {
    return call.callee().name() + SignatureText.of(call.callee());
  }

  private static String where(CallSite call) {
    Source source = call.calleeFile().module().source();
    return call.calleeFile().path()
        + ":"
        + source.position(call.callee().nameSpan().start()).line();
  }

  private void checkLiterals(CallSite call, List<Argument> arguments, List<Finding> findings) {
    Function callee = call.callee();
    int place = 0;
    boolean counted = true;
    for (Argument argument : arguments) {
      counted &= argument.kind() != Argument.Kind.STARRED;
      Optional<Parameter> parameter =
          switch (argument.kind()) {
            case POSITIONAL -> counted ? positional(callee, place++) : Optional.empty();
            case KEYWORD -> named(callee, argument.keyword().orElseThrow());
            case STARRED, DOUBLE_STARRED -> Optional.empty();
          };
      parameter.ifPresent(of -> checkLiteral(call, argument, of, findings));
    }
  }

  private static Optional<Parameter> positional(Function callee, int place) {
    List<Parameter> parameters = callee.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter.Kind kind = parameters.get(i).kind();
      boolean takes =
          kind == Parameter.Kind.POSITIONAL_ONLY || kind == Parameter.Kind.POSITIONAL_OR_KEYWORD;
      if (kind == Parameter.Kind.VAR_POSITIONAL || takes && i == place) {
        return Optional.of(parameters.get(i));
      }
    }
    return Optional.empty();
  }

  private static Optional<Parameter> named(Function callee, String keyword) {
    Optional<Parameter> named =
        callee.parameters().stream()
            .filter(
                each ->
                    each.name().equals(keyword)
                        && (each.kind() == Parameter.Kind.POSITIONAL_OR_KEYWORD
                            || each.kind() == Parameter.Kind.KEYWORD_ONLY))
            .findFirst();
    return named.or(
        () ->
            callee.parameters().stream()
                .filter(each -> each.kind() == Parameter.Kind.VAR_KEYWORD)
                .findFirst());
  }

  private void checkLiteral(
      CallSite call, Argument argument, Parameter parameter, List<Finding> findings) {
    Optional<String> annotation = parameter.annotation();
    // A default may always be given as well: name: str = None.
    boolean isDefault = parameter.defaultValue().filter(argument.value()::equals).isPresent();
    if (annotation.isEmpty() || isDefault) {
      return;
    }
    TypeReader reader =
        types.computeIfAbsent(
            call.calleeFile().path(), path -> new TypeReader(call.calleeFile().module()));
    if (!LiteralTypeCheck.fits(Expression.of(argument.value()), reader.read(annotation.get()))) {
      findings.add(
          new Finding(
              Rule.LITERAL_TYPE,
              Severity.WARNING,
              place(call, argument.span()),
              "\""
                  + parameter.name()
                  + "\" of \""
                  + call.callee().name()
                  + "\" is annotated "
                  + annotation.get()
                  + ", but this is another type",
              "Its signature is "
                  + signature(call)
                  + ", at "
                  + where(call)
                  + ": give it what that says."));
    }
  }
}
