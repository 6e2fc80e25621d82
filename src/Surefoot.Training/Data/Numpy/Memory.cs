using System.Runtime.CompilerServices;

namespace Surefoot.Training.Data.Numpy;

/// <summary>Takes the memory for an array's elements, where there is as much.</summary>
static class Memory
{
    /// <summary>As many numbers as the array has elements.</summary>
    /// <exception cref="DataException">
    /// They are more than one array holds, or the machine, or what may be used of it, has less memory than they take.
    /// </exception>
    internal static T[] Rows<T>(NpyArray array)
        where T : unmanaged
    {
        if (array.Header.Elements > Array.MaxLength)
            throw new DataException(
                $"{array.Name} has the shape {array.Shape}, {NoteText.Count(array.Header.Elements)} numbers; "
                    + $"at most {NoteText.Count(Array.MaxLength)} are held at once. Divide it, or save it so that "
                    + "it can be streamed: not compressed, in C order."
            );
        long bytes = array.Header.Elements * Unsafe.SizeOf<T>(),
            most = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return bytes <= most
            ? GC.AllocateUninitializedArray<T>((int)array.Header.Elements)
            : throw new DataException(
                $"{array.Name} has the shape {array.Shape}, which takes {NoteText.Count(bytes, "byte")} of "
                    + $"memory; there are {NoteText.Count(most)}. Divide it."
            );
    }
}
