using System.ComponentModel.DataAnnotations.Schema;
using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;

namespace Surefoot.Training.Data.Records;

/// <summary>
/// The columns of a type of records: its public properties that can be read, those of a base before its own, by their
/// names or what a ColumnAttribute says.
/// </summary>
/// <typeparam name="TRow">The type.</typeparam>
static class RowType<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TRow>
{
    static readonly PropertyInfo[] Properties = [.. Own().OrderBy(property => Depth(property.DeclaringType!))];

    /// <summary>The columns' names.</summary>
    internal static readonly string[] Names = Array.ConvertAll(Properties, Name);

    /// <summary>What it is called in messages; a type that the compiler made has no name to show.</summary>
    internal static string Title { get; } =
        typeof(TRow).Name is var name && name.AsSpan().ContainsAny('<', '`') ? "" : name;

    /// <summary>A value of a record. What a property throws comes through as it is.</summary>
    internal static object? Value(TRow row, int field) =>
        Properties[field].GetValue(row, BindingFlags.DoNotWrapExceptions, null, null, null);

    /// <summary>The name of the column that an expression such as r => r.Species picks.</summary>
    /// <exception cref="ArgumentException">It picks no property of the record.</exception>
    internal static string Picked(Expression<Func<TRow, object?>> pick)
    {
        var body = pick.Body is UnaryExpression { NodeType: ExpressionType.Convert } boxed ? boxed.Operand : pick.Body;
        int field = body is MemberExpression { Expression: ParameterExpression, Member: PropertyInfo picked }
            ? Array.FindIndex(Properties, property => property.Name == picked.Name)
            : -1;
        return field >= 0
            ? Names[field]
            : throw new ArgumentException(
                $"The target {pick} picks no property of the record; write it as r => r.Species.",
                nameof(pick)
            );
    }

    static IEnumerable<PropertyInfo> Own() =>
        typeof(TRow)
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property =>
                property is { CanRead: true, GetMethod.IsPublic: true }
                && property.GetIndexParameters().Length == 0
                && !property.IsDefined(typeof(NotMappedAttribute))
            );

    static string Name(PropertyInfo property) => property.GetCustomAttribute<ColumnAttribute>()?.Name ?? property.Name;

    static int Depth(Type type) => type.BaseType is { } parent ? 1 + Depth(parent) : 0;
}
