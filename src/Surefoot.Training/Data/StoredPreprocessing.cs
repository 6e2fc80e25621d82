using System.Text.Json.Serialization;
using Surefoot.Training.Data.Images;
using Surefoot.Training.Data.Numpy;
using Surefoot.Training.Data.Sparse;
using Surefoot.Training.Data.Tables;
using Surefoot.Training.Data.Text;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Data;

/// <summary>A <see cref="Preprocessing"/> as a model's file holds it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(StoredArrays), "arrays")]
[JsonDerivedType(typeof(StoredTable), "table")]
[JsonDerivedType(typeof(StoredImages), "images")]
[JsonDerivedType(typeof(StoredNumpy), "numpy")]
[JsonDerivedType(typeof(StoredSvmIndices), "svmlightIndices")]
[JsonDerivedType(typeof(StoredSvm), "svmlight")]
[JsonDerivedType(typeof(StoredText), "text")]
[JsonDerivedType(typeof(StoredWindows), "windows")]
record StoredPreprocessing : Stored<Preprocessing>
{
    /// <inheritdoc/>
    protected override Preprocessing Make() => throw new WrongValueException("is missing", ".kind");
}
