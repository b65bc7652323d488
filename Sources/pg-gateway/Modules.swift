import ProviderKit
import ProviderMock

/// The payment companies this program can talk to. Adding one is a folder of its own and a line here.
let modules: [any PaymentProvider.Type] = [
    MockProvider.self
]
