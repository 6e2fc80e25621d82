#:project ../src/Surefoot/Surefoot.csproj
#:property PublishAot=false
#:property AllowUnsafeBlocks=true

// Driving another library's tensors: all that is asked of it is the address of a tensor's data, of its gradient's, and
// their length. Here native memory stands in for such a library; with TorchSharp the two would be tensor.bytes' address
// and that of tensor.grad.
using System.Runtime.InteropServices;
using Surefoot.Optimizers;

unsafe
{
    const int Length = 1000;
    float* weights = (float*)NativeMemory.AllocZeroed(Length, sizeof(float));
    float* gradients = (float*)NativeMemory.AllocZeroed(Length, sizeof(float));
    using (var tensors = new TensorList<float>())
    {
        tensors.Add("theirs", weights, gradients, Length);
        var optimizer = new RmsProp(learningRate: 0.01);
        for (int step = 0; step < 300; step++)
        {
            for (int i = 0; i < Length; i++)
                gradients[i] = weights[i] - i / (float)Length;
            optimizer.Step(tensors);
        }
    }
    Console.WriteLine(
        $"First, middle and last weight: {weights[0]:F3}, {weights[500]:F3}, {weights[999]:F3} (sought: 0, "
            + "0.5 and 0.999)"
    );
    NativeMemory.Free(weights);
    NativeMemory.Free(gradients);
}
