using System.Reflection;
using System.Runtime.CompilerServices;

namespace Surefoot.Tests.Surface;

/// <summary>Writes down what a user of an assembly can see, in an order that does not depend on the compiler.</summary>
static class PublicSurface
{
    const BindingFlags Declared =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Static
        | BindingFlags.Instance
        | BindingFlags.DeclaredOnly;

    /// <summary>
    /// Compares the surface with the one that a file beside the tests holds; SUREFOOT_REWRITE=1 writes that anew.
    /// </summary>
    public static void AssertIsOnFile(Assembly assembly, params ReadOnlySpan<string> path)
    {
        string file = Path.Combine([Repository.Root, "tests", .. path]),
            surface = string.Join('\n', Of(assembly)) + "\n";
        if (Environment.GetEnvironmentVariable("SUREFOOT_REWRITE") == "1")
            File.WriteAllText(file, surface);
        else
            Assert.True(
                File.ReadAllText(file) == surface,
                $"The public surface of {assembly.GetName().Name} has changed. If it is meant to: "
                    + $"SUREFOOT_REWRITE=1 dotnet test tests/{path[0]} --filter PublicSurface"
            );
    }

    public static IEnumerable<string> Of(Assembly assembly)
    {
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            yield return Header(type);
            foreach (string member in Members(type).Order(StringComparer.Ordinal))
                yield return "    " + member;
        }
    }

    static string Header(Type type)
    {
        string kind =
            type.IsEnum ? "enum"
            : type.IsInterface ? "interface"
            : type.IsValueType ? "struct"
            : type.IsAbstract && type.IsSealed ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class"
            : "class";
        var parents = type.IsEnum
            ? []
            : new[] { type.BaseType }
                .Where(parent => parent is not null && parent != typeof(object) && parent != typeof(ValueType))
                .Concat(type.GetInterfaces().Where(one => !Inherited(type, one)).OrderBy(Name, StringComparer.Ordinal))
                .Select(parent => Name(parent!))
                .ToList();
        return $"{type.Namespace}: {kind} "
            + $"{Name(type)}{(parents.Count > 0 ? $" : {string.Join(", ", parents)}" : "")}"
            + $"{Constraints(type.GetGenericArguments())}";
    }

    static bool Inherited(Type type, Type face) =>
        (type.BaseType?.GetInterfaces().Contains(face) ?? false)
        || type.GetInterfaces().Any(other => other != face && other.GetInterfaces().Contains(face));

    static IEnumerable<string> Members(Type type)
    {
        foreach (var field in type.GetFields(Declared).Where(field => Seen(field.Attributes) && !field.IsSpecialName))
            yield return field.IsLiteral
                ? $"{field.Name} = {field.GetRawConstantValue()}"
                : $"field {Name(field.FieldType)} {field.Name}";
        foreach (var constructor in type.GetConstructors(Declared).Where(one => Seen(one) && !Generated(one)))
            yield return $"new({Parameters(constructor)})";
        foreach (
            var property in type.GetProperties(Declared)
                .Where(one => one.GetAccessors(nonPublic: true).Any(Seen) && !Generated(one))
        )
        {
            bool init =
                property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit))
                ?? false;
            string get = property.GetMethod is { } getter && Seen(getter) ? "get; " : "",
                set = property.SetMethod is { } setter && Seen(setter)
                    ? init
                        ? "init; "
                        : "set; "
                    : "";
            yield return $"{Modifier(property.GetAccessors(nonPublic: true)[0])}{Name(property.PropertyType)} "
                + $"{property.Name} {{ {get}{set}}}";
        }
        foreach (
            var method in type.GetMethods(Declared)
                .Where(one =>
                    Seen(one)
                    && !Generated(one)
                    && (!one.IsSpecialName || one.Name.StartsWith("op_", StringComparison.Ordinal))
                )
        )
        {
            string generic = method.IsGenericMethod
                ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>"
                : "";
            yield return $"{Modifier(method)}{Name(method.ReturnType)} "
                + $"{method.Name}{generic}({Parameters(method)}){Constraints(method.GetGenericArguments())}";
        }
    }

    static bool Seen(FieldAttributes field) =>
        (field & FieldAttributes.FieldAccessMask)
            is FieldAttributes.Public
                or FieldAttributes.Family
                or FieldAttributes.FamORAssem;

    static bool Seen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    // What a record writes by itself says nothing.
    static bool Generated(MemberInfo member) =>
        member is MethodBase && member.IsDefined(typeof(CompilerGeneratedAttribute))
        || member.Name is "EqualityContract" or "Finalize";

    static string Modifier(MethodInfo method) =>
        (method.IsFamily || method.IsFamilyOrAssembly ? "protected " : "")
        + (method.IsStatic ? "static " : "")
        + (
            method.IsAbstract ? "abstract "
            : method.IsVirtual && !method.IsFinal
                ? method.GetBaseDefinition() == method ? "virtual "
                    : "override "
            : ""
        );

    static string Parameters(MethodBase method) =>
        string.Join(
            ", ",
            method
                .GetParameters()
                .Select(parameter =>
                    (
                        parameter.IsOut ? "out "
                        : parameter.IsIn ? "in "
                        : parameter.ParameterType.IsByRef ? "ref "
                        : ""
                    )
                    + Name(parameter.ParameterType)
                    + " "
                    + parameter.Name
                    + (parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "default"}" : "")
                )
        );

    static string Constraints(Type[] arguments)
    {
        var all = arguments.Select(argument =>
        {
            var attributes = argument.GenericParameterAttributes;
            List<string> parts =
            [
                .. argument
                    .GetGenericParameterConstraints()
                    .Where(one => one != typeof(ValueType))
                    .Select(Name)
                    .Order(StringComparer.Ordinal),
            ];
            if (attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
                parts.Insert(
                    0,
                    argument.GetCustomAttributes().Any(attribute => attribute.GetType().Name == "IsUnmanagedAttribute")
                        ? "unmanaged"
                        : "struct"
                );
            return parts.Count > 0 ? $" where {argument.Name} : {string.Join(", ", parts)}" : "";
        });
        return string.Concat(all);
    }

    static string Name(Type type)
    {
        if (type.IsByRef)
            return Name(type.GetElementType()!);
        if (type.IsPointer)
            return Name(type.GetElementType()!) + "*";
        if (type.IsArray)
            return Name(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Name(underlying) + "?";
        if (!type.IsGenericType)
            return type == typeof(void) ? "void" : type.Name;
        return $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
