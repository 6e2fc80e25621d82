using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace Surefoot.Training.Tests.Onnx;

/// <summary>An input of an ONNX file.</summary>
/// <param name="Type">The type of its elements, as ONNX calls it.</param>
/// <param name="Dims">Its sizes.</param>
/// <param name="Data">Its elements: numbers, of any type, or texts.</param>
sealed record OnnxFeed(string Type, int[] Dims, object[] Data)
{
    public static OnnxFeed Of<T>(string type, int[] dims, IEnumerable<T> values) =>
        new(type, dims, [.. values.Select(value => (object)value!)]);

    /// <summary>As the runtime takes it.</summary>
    public OrtValue Tensor()
    {
        long[] dims = Array.ConvertAll(Dims, size => (long)size);
        return Type switch
        {
            "float32" => Tensor(value => Convert.ToSingle(value, CultureInfo.InvariantCulture)),
            "float64" => Tensor(value => Convert.ToDouble(value, CultureInfo.InvariantCulture)),
            "uint8" => Tensor(value => Convert.ToByte(value, CultureInfo.InvariantCulture)),
            "int64" => Tensor(value => Convert.ToInt64(value, CultureInfo.InvariantCulture)),
            "string" => OrtValue.CreateFromStringTensor(
                new Microsoft.ML.OnnxRuntime.Tensors.DenseTensor<string>(
                    Array.ConvertAll(Data, value => (string)value),
                    Dims
                )
            ),
            _ => throw new NotSupportedException($"No input is of the type {Type}."),
        };

        OrtValue Tensor<T>(Converter<object, T> convert)
            where T : unmanaged => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(Data, convert), dims);
    }
}
