import ProviderKit
import ProviderMock
import Providers

/// The payment companies this program can talk to.
let modules: [any PaymentProvider.Type] = allProviders + [MockProvider.self]
