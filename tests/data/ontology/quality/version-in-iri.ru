PREFIX owl: <http://www.w3.org/2002/07/owl#>
DELETE { <https://w3id.org/actor-alliance/shapes> owl:versionInfo ?v } INSERT { <https://w3id.org/actor-alliance/shapes> owl:versionInfo "9" } WHERE { <https://w3id.org/actor-alliance/shapes> owl:versionInfo ?v }
