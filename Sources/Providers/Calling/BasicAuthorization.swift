import Foundation
import HTTPTypes
import ProviderKit

extension HTTPFields {
    /// RFC 7617: name and password, each a part of the credentials.
    static func basic(_ name: String, _ password: String) -> HTTPFields {
        [.authorization: "Basic " + Data("\(name):\(password)".utf8).base64EncodedString()]
    }
}
