Console.WriteLine("surefoot");
