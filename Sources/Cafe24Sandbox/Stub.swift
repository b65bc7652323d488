enum Cafe24SandboxStub {}
