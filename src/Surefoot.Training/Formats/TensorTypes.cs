namespace Surefoot.Training.Formats;

/// <summary>The names and sizes of the tensor types of safetensors files.</summary>
public static class TensorTypes
{
    static readonly (TensorType Type, string Name, int Size)[] Table =
    [
        (TensorType.Bool, "BOOL", 1),
        (TensorType.U8, "U8", 1),
        (TensorType.I8, "I8", 1),
        (TensorType.F8E5M2, "F8_E5M2", 1),
        (TensorType.F8E4M3, "F8_E4M3", 1),
        (TensorType.I16, "I16", 2),
        (TensorType.U16, "U16", 2),
        (TensorType.F16, "F16", 2),
        (TensorType.BF16, "BF16", 2),
        (TensorType.I32, "I32", 4),
        (TensorType.U32, "U32", 4),
        (TensorType.F32, "F32", 4),
        (TensorType.F64, "F64", 8),
        (TensorType.I64, "I64", 8),
        (TensorType.U64, "U64", 8),
    ];

    /// <summary>The type's name in a file's header: "F32".</summary>
    /// <param name="type">The type.</param>
    public static string FileName(this TensorType type) => Table[(int)type].Name;

    /// <summary>Bytes an element.</summary>
    /// <param name="type">The type.</param>
    public static int Size(this TensorType type) => Table[(int)type].Size;

    /// <summary>The type of a name in a file's header.</summary>
    /// <param name="name">The name, as "F32".</param>
    /// <param name="type">The type of this name.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryParse(string name, out TensorType type)
    {
        int index = Array.FindIndex(Table, row => row.Name == name);
        type = index < 0 ? default : Table[index].Type;
        return index >= 0;
    }

    /// <summary>The type that holds numbers of <typeparamref name="T"/>.</summary>
    /// <typeparam name="T">float, double, int, long or byte.</typeparam>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    public static TensorType Of<T>()
        where T : unmanaged =>
        typeof(T) == typeof(float) ? TensorType.F32
        : typeof(T) == typeof(double) ? TensorType.F64
        : typeof(T) == typeof(int) ? TensorType.I32
        : typeof(T) == typeof(long) ? TensorType.I64
        : typeof(T) == typeof(byte) ? TensorType.U8
        : throw new NotSupportedException(
            $"Numbers of type {typeof(T).Name} are not written to files; float, double, int, long and byte are."
        );
}
