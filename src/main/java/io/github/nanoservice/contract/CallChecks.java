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

/** Checks calls against the signatures of the functions that they call. */
public final class CallChecks {
  private final CheckLevel level;
  private final Map<String, TypeReader> types = new HashMap<>();

  /** Creates a check; {@code level} is the effect of a wrong call. */
  public CallChecks(CheckLevel level) {
    this.level = level;
  }

  /**
   * Returns a finding for each call that Python cannot bind, and for each literal whose type does
   * not match the annotation.
   */
  public List<Finding> findings(List<CallSite> calls) {
    if (level == CheckLevel.OFF) {
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
      Optional<BindingFailure> failure =
          ArgumentBinder.of(call.callee().parameters()).failure(arguments.get(i));
      if (failure.isPresent()) {
        findings.add(finding(call, failure.get()));
      } else {
        checkLiterals(call, arguments.get(i), findings);
      }
    }
  }

  private Finding finding(CallSite call, BindingFailure failure) {
    String callee = call.callee().name();
    if (failure instanceof BindingFailure.TooMany many) {
      return finding(
          Rule.TOO_MANY_ARGUMENTS,
          call,
          many.first().span(),
          "\"%s\" takes %s positional argument%s, but this call passes %d"
              .formatted(
                  callee,
                  many.most() == 0 ? "no" : "at most " + many.most(),
                  many.most() == 1 ? "" : "s",
                  many.given()));
    }
    if (failure instanceof BindingFailure.Missing missing) {
      return finding(
          Rule.MISSING_ARGUMENT,
          call,
          nameOf(call.reference(), call.file().module().source()),
          "this call of \"%s\" passes no value for %s".formatted(callee, quoted(missing.names())));
    }
    if (failure instanceof BindingFailure.Unknown unknown) {
      return finding(
          Rule.UNKNOWN_KEYWORD,
          call,
          unknown.argument().span(),
          "\"%s\" has no parameter \"%s\""
              .formatted(callee, unknown.argument().keyword().orElseThrow()));
    }
    if (failure instanceof BindingFailure.Repeated repeated) {
      return finding(
          Rule.REPEATED_ARGUMENT,
          call,
          repeated.argument().span(),
          "this call of \"%s\" passes \"%s\" twice"
              .formatted(callee, repeated.argument().keyword().orElseThrow()));
    }
    Argument argument = ((BindingFailure.PositionalOnly) failure).argument();
    return finding(
        Rule.POSITIONAL_ONLY,
        call,
        argument.span(),
        "\"%s\" of \"%s\" is positional-only, but this call passes it by keyword"
            .formatted(argument.keyword().orElseThrow(), callee));
  }

  private Finding finding(Rule rule, CallSite call, Span span, String message) {
    return new Finding(
        rule,
        level == CheckLevel.ERROR ? rule.severity() : Severity.WARNING,
        location(call, span),
        message,
        signature(call) + " Fix the call or change the signature.");
  }

  private static Location location(CallSite call, Span span) {
    return Location.InSource.of(call.file().path(), call.file().module().source(), span);
  }

  /** Returns the span of the whole chain that is called. */
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
    Function callee = call.callee();
    Source source = call.calleeFile().module().source();
    return "The signature is %s%s (%s:%d)."
        .formatted(
            callee.name(),
            SignatureText.of(callee),
            call.calleeFile().path(),
            source.position(callee.nameSpan().start()).line());
  }

  private void checkLiterals(CallSite call, List<Argument> arguments, List<Finding> findings) {
    Function callee = call.callee();
    int index = 0;
    boolean counted = true;
    for (Argument argument : arguments) {
      counted &= argument.kind() != Argument.Kind.STARRED;
      Optional<Parameter> parameter =
          switch (argument.kind()) {
            case POSITIONAL -> counted ? positional(callee, index++) : Optional.empty();
            case KEYWORD -> named(callee, argument.keyword().orElseThrow());
            case STARRED, DOUBLE_STARRED -> Optional.empty();
          };
      parameter.ifPresent(of -> checkLiteral(call, argument, of, findings));
    }
  }

  private static Optional<Parameter> positional(Function callee, int index) {
    List<Parameter> parameters = callee.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter.Kind kind = parameters.get(i).kind();
      boolean takes =
          kind == Parameter.Kind.POSITIONAL_ONLY || kind == Parameter.Kind.POSITIONAL_OR_KEYWORD;
      if (kind == Parameter.Kind.VAR_POSITIONAL || takes && i == index) {
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
    // A default is always accepted: name: str = None.
    boolean isDefault = parameter.defaultValue().filter(argument.value()::equals).isPresent();
    if (annotation.isEmpty() || isDefault) {
      return;
    }
    TypeReader reader =
        types.computeIfAbsent(
            call.calleeFile().path(), path -> TypeReader.of(call.calleeFile().module()));
    if (!LiteralTypeCheck.accepts(Expression.of(argument.value()), reader.read(annotation.get()))) {
      findings.add(
          new Finding(
              Rule.LITERAL_TYPE,
              Severity.WARNING,
              location(call, argument.span()),
              "\"%s\" of \"%s\" is annotated as %s, but this literal has another type"
                  .formatted(parameter.name(), call.callee().name(), annotation.get()),
              signature(call) + " Pass a value of that type or change the annotation."));
    }
  }
}
