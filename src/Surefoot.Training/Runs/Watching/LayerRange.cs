using System.Runtime.InteropServices;
using Surefoot.Memory;

namespace Surefoot.Training.Runs.Watching;

/// <summary>
/// Where a layer's parameters lie in the arena: those next to each other whose names agree up to the last point.
/// </summary>
/// <param name="Name">The layer's name.</param>
/// <param name="Offset">The first of its numbers.</param>
/// <param name="Length">How many there are.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct LayerRange(string Name, int Offset, int Length)
{
    /// <summary>The layers of an arena, in its order.</summary>
    public static LayerRange[] Of(ParameterLayout layout)
    {
        var layers = new List<LayerRange>();
        foreach (ParameterRange parameter in layout.Entries)
        {
            string name = NameOf(parameter.Name);
            if (layers.Count > 0 && layers[^1].Name == name)
                layers[^1] = layers[^1] with { Length = layers[^1].Length + parameter.Length };
            else
                layers.Add(new(name, parameter.Offset, parameter.Length));
        }
        return [.. layers.Where(layer => layer.Length > 0)];
    }

    /// <summary>The layer that a parameter belongs to, by its name.</summary>
    public static string NameOf(string parameter) =>
        parameter.LastIndexOf('.') is > 0 and var point ? parameter[..point] : parameter;
}
