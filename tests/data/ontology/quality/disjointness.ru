PREFIX aa: <https://w3id.org/actor-alliance/ns#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
DELETE { ?before rdf:rest ?cell } INSERT { ?before rdf:rest ?rest }
WHERE { ?before rdf:rest ?cell . ?cell rdf:first aa:Place ; rdf:rest ?rest . [] a owl:AllDisjointClasses ; owl:members/rdf:rest* ?before }
