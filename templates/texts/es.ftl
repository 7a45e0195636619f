# Los textos de todas las páginas en español. Las claves son las mismas en cada lengua.
# { NUM($n) } escribe un número como se hace en esta lengua.

language-name = Español

## Formatos
format-group = { "\u00a0" }
format-decimal = ,
format-percent = { NUM($n) } %
format-month =
    { $month ->
        [1] enero
        [2] febrero
        [3] marzo
        [4] abril
        [5] mayo
        [6] junio
        [7] julio
        [8] agosto
        [9] septiembre
        [10] octubre
        [11] noviembre
       *[12] diciembre
    }
format-short-month =
    { $month ->
        [1] ene
        [2] feb
        [3] mar
        [4] abr
        [5] may
        [6] jun
        [7] jul
        [8] ago
        [9] sep
        [10] oct
        [11] nov
       *[12] dic
    }
format-day = { $day } de { format-month } de { $year }
format-short-day = { $day } { format-short-month } { $year }
format-time = { $hour }:{ $minute }

## En todas las páginas
nav-skip = Saltar al contenido
nav-main = Principal
nav-topics = Temas
nav-ask = Preguntar
nav-path = Ruta
nav-home = Ayuda
nav-accessibility = Accesibilidad
nav-privacy = Privacidad
nav-feed = Novedades (Atom)
nav-sitemap = Mapa del sitio
theme-label = Colores:
theme-system = automáticos
theme-light = claros
theme-dark = oscuros
feed-title = Respuestas nuevas y actualizadas
feed-topic = { $topic }: respuestas nuevas y actualizadas
llms-summary = Respuestas a preguntas de clientes, sacadas de conversaciones resueltas. Cada página está también en Markdown.

## Inicio
home-page = { $brand }: respuestas a tus preguntas
home-description =
    { $n ->
        [one] Busca la respuesta que ya ha resuelto el problema de otra persona.
       *[other] Busca entre { NUM($n) } respuestas que ya han resuelto el problema de otras personas.
    }
home-title = Alguien ya lo preguntó. Aquí está la respuesta.
home-lead =
    { $n ->
        [0] Respuestas escritas a partir de conversaciones reales con nuestro equipo.
        [one] Una respuesta revisada, escrita a partir de conversaciones reales con nuestro equipo.
       *[other] { NUM($n) } respuestas revisadas, escritas a partir de conversaciones reales con nuestro equipo.
    }
home-most = Lo más consultado
home-recent = Recién actualizado
home-updated = Actualizado el { $date }
home-topics = Todos los temas
home-answers =
    { $n ->
        [one] respuesta
       *[other] respuestas
    }

## Búsqueda
search-label = Busca en la ayuda
search-go = Buscar
search-placeholder = ¿Qué te pasa?
search-other = Buscar otra cosa
search-skip = Saltar a los resultados
search-count =
    { $n ->
        [one] Una respuesta para «{ $q }»
       *[other] { NUM($n) } respuestas para «{ $q }»
    }
search-corrected = Hemos corregido lo que escribiste.
search-literal = Buscar exactamente «{ $q }»
search-relaxed = A algunas les falta una de tus palabras.
search-long = Era largo: hemos buscado sus primeros { NUM($n) } caracteres.
search-none = No tenemos respuesta para «{ $q }»
search-none-hint = Prueba con menos palabras o pregúntanos.
search-none-fewer = Prueba con menos palabras:
search-in-language = Buscar en las respuestas en { $language }
search-near = Mira en un tema
search-empty = ¿Qué buscas?
search-empty-hint = Escribe unas palabras arriba o elige un tema.
search-best = Mejor respuesta
search-narrow = Acotar
search-narrow-label = Acotar resultados
search-topic = Tema
search-language = Idioma
search-all = Todos
search-pages = Páginas
search-page = Página { NUM($page) } de { NUM($pages) }
search-next = Siguiente página
search-previous = Página anterior
search-stuck = ¿Ninguna te sirve?
search-stuck-hint = Cuéntanoslo con tus palabras. Lo que preguntes ayuda a escribir la próxima respuesta.
search-ask = Preguntar

## Artículo
article-short = Respuesta corta
article-reviewed = Revisado el { $date }
article-reviewed-on = Revisado el
article-applies = Vale para: { $environment }
article-useful = Útil para el { NUM($n) } %
article-solved =
    { $n ->
        [one] Resolvió una conversación
       *[other] Resolvió { NUM($n) } conversaciones
    }
article-cause = Por qué pasa
article-source = De dónde sale esta respuesta
article-source-note =
    { $n ->
        [one] Ya ha resuelto una conversación con nuestro equipo.
       *[other] Resume { NUM($n) } conversaciones resueltas con nuestro equipo.
    }
article-stale = La revisamos por última vez el { $date }. Si algo no coincide, pregúntanos.
article-untranslated = Esta respuesta aún no está en tu idioma. La mostramos en { $language }.
article-more = Más ayuda
article-toc = En esta página
article-related = Relacionadas
article-other = ¿Tu caso es otro?
article-other-hint = Pregúntanos y lo vemos contigo.
article-link = Enlace corto:
article-version = Versión { NUM($n) }
topic-empty = Aquí aún no hay respuestas.

## Votos
vote-ask = ¿Te ha servido?
vote-yes = Sí
vote-no = No, me falta algo
vote-report = Avisar de un error
vote-thanks = Gracias. Lo tendremos en cuenta al revisarla.
vote-page = ¿Qué te ha faltado?
vote-why = ¿Por qué no te ha servido?
vote-reason-did_not_work = Lo he hecho y no funciona
vote-reason-not_my_problem = Mi problema es otro
vote-reason-unclear = No lo entiendo
vote-reason-outdated = Está desactualizada
vote-comment = ¿Algo más? (opcional)
vote-send = Enviar
vote-long = Escribe como mucho { NUM($n) } caracteres.

## Preguntar
ask-title = ¿No está lo tuyo? Pregúntanos
ask-page = Pregúntanos
ask-first = Casi todo tiene ya respuesta aquí, y es más rápido que nosotros. Si lo tuyo no la tiene, escríbenos:
ask-safe = Nunca publiques tu DNI, tu teléfono ni tu número de cuenta. Si hace falta, te los pediremos en privado.
ask-ways = Dónde escribir
ask-none = Escríbenos por donde sueles hacerlo.
ask-public = Lo puede leer cualquiera
ask-private = Solo lo leemos nosotros
channel-x = X
channel-facebook = Facebook
channel-messenger = Messenger
channel-instagram = Instagram
channel-whatsapp = WhatsApp
channel-telegram = Telegram
channel-mastodon = Mastodon
channel-bluesky = Bluesky
channel-discord = Discord
channel-email = Correo
channel-threads = Threads
channel-youtube = YouTube
channel-tiktok = TikTok
channel-linkedin = LinkedIn
channel-reddit = Reddit
channel-sms = SMS
channel-web_widget = Chat de la web

## Textos
page-accessibility = Accesibilidad
page-accessibility-1 = Queremos que cualquiera pueda usar este sitio. Sigue la norma WCAG 2.2, nivel AA: funciona con teclado, con lector de pantalla, con letra grande, sin scripts y en colores claros y oscuros.
page-accessibility-2 = Si algo te impide llegar a una respuesta, cuéntanos por cualquiera de nuestros canales en qué página y qué pasó. Te daremos la respuesta y arreglaremos la página.
page-privacy = Privacidad
page-privacy-1 = Este sitio se lee sin cuenta. No guardamos ninguna cookie hasta que eliges colores o idioma, y entonces solo para recordarlo. En estas páginas no hay terceros.
page-privacy-2 = Las respuestas salen de conversaciones resueltas. Nombres, teléfonos, direcciones y números de cuenta se quitan antes de publicar nada, y una persona revisa cada una.
page-privacy-3 = Cuando una búsqueda no encuentra nada, guardamos sus palabras, sin datos personales y sin saber quién preguntó, para escribir lo que falta. Cuando dices si una respuesta te ha servido, guardamos eso y nada que diga quién eres.

## Errores
error-title = Hay un problema
error-prefix = Error:
error-home = Ir al inicio de la ayuda
error-code = Código para soporte: { $code }
error-404 = No encontramos esta página
error-404-hint = Puede que la dirección sea antigua o tenga un fallo. Busca lo que necesitas:
error-410 = Retiramos esta respuesta
error-410-on = Retiramos esta respuesta el { $date }
error-410-hint = Ya no vale.
error-429 = Demasiadas peticiones seguidas
error-429-hint =
    { $n ->
        [one] Prueba en un segundo.
       *[other] Prueba en { NUM($n) } segundos.
    }
error-403 = No tienes permiso para esto
error-403-hint = Puede hacerlo alguien con el papel adecuado.
error-csrf = Este formulario es demasiado antiguo
error-csrf-hint = Vuelve atrás, carga otra vez la página y envíalo de nuevo.
error-400 = No entendemos esta petición
error-409 = Todavía no se puede hacer
error-500 = Hay un problema con este servicio
error-500-hint = Prueba más tarde.
error-503 = Este servicio no está disponible en este momento

## Entrar
login-page = Entrar
login-email = Correo electrónico
login-password = Contraseña
login-go = Entrar
login-wrong = El correo o la contraseña no son correctos.
login-slow = Demasiados intentos. Espera { NUM($n) } segundos.
field-empty = Rellena este campo.
field-email = Escribe un correo con este formato: nombre@ejemplo.es
field-short = Usa { NUM($n) } caracteres como mínimo.
field-long = Es demasiado largo.
field-taken = Ya hay una cuenta con este correo.
field-odd = Esto no encaja aquí.

## Espacio de trabajo
work-nav = Espacio de trabajo
work-site = { $brand }, sitio público
work-reply = Responder
work-conversations = Bandeja
work-articles = Artículos
work-me = Tú
work-out = Salir
work-next = Página siguiente
work-first = Primera página
work-filter = Filtrar
work-all = Todo
work-status = Estado
work-channel = Canal
work-language = Idioma
work-linked = Artículo
work-linked-yes = Con artículo
work-linked-no = Sin artículo
conversations-lead = Lo que preguntaron los clientes, lo más reciente primero.
conversations-empty = Ninguna conversación encaja. Elige otros filtros o importa algunas.
conversations-messages =
    { $n ->
        [one] un mensaje
       *[other] { NUM($n) } mensajes
    }
conversations-covered = Con artículo
conversations-uncovered = Sin artículo
status-open = Abierta
status-resolved = Resuelta
visibility-public = Público
visibility-private = Privado
conversation-page = Conversación con { $name }
conversation-nobody = alguien
conversation-customer = Cliente
conversation-resolve = Marcar como resuelta
conversation-draft = Crear borrador
conversation-continue = Abrir el borrador
conversation-reply = Buscar respuesta
conversation-links = La respondió
conversation-links-none = Todavía no está enlazada con ningún artículo.
conversation-known-source = Su origen dice que está resuelta.
conversation-known-person = Alguien de aquí dijo que está resuelta.
conversation-known-thanks = El cliente dio las gracias por la respuesta.
conversation-known-silence = Respondimos y el cliente no volvió a escribir.
conversation-resolved-now = Marcada como resuelta.
articles-lead = Todas las respuestas, las últimas en cambiar primero.
articles-empty = Ningún artículo encaja. Los borradores se crean desde conversaciones resueltas.
articles-state = Estado
articles-title = Título
articles-audience = Público
articles-uses = Usos
articles-changed = Cambio
articles-new = Artículo nuevo
state-work_in_progress = Borrador
state-not_validated = Sin validar
state-validated = Validado
state-archived = Archivado
state-published = Publicado
audience-internal = Interno
audience-public = Todo el mundo
edit-skip = Saltar al texto
edit-page = Borrador: { $title }
edit-new = Artículo nuevo
edit-source = Conversación de origen
edit-source-none = No se creó desde una conversación.
edit-redactions = Datos ocultos · { NUM($n) }
edit-redactions-none = No se encontraron datos personales.
edit-doubtful = Dudoso
edit-open = Por decidir
edit-hidden = Oculto
edit-kept = Se queda en el texto
edit-hide = Ocultar
edit-keep = Dejar
edit-original = Solo se ve aquí: { $text }
edit-text = Texto
edit-title = Título
edit-title-hint = Con palabras de clientes.
edit-issue = También se pregunta
edit-issue-hint = Una forma por línea.
edit-environment = Vale para
edit-environment-hint = Producto, versión, país.
edit-reply = Respuesta corta
edit-reply-hint = Qué hacer o qué va a pasar, en 280 caracteres como mucho. Es lo que lleva una respuesta.
edit-resolution = Qué hacer (Markdown)
edit-cause = Por qué pasa (Markdown)
edit-topics = Temas
edit-topics-hint = Sus claves, separadas por comas: { $known }
edit-note = Por qué lo cambias
edit-save = Guardar
edit-publish = Publicar
edit-publish-internal = Publicar solo para el equipo
edit-archive = Archivar
edit-restore = Recuperar
edit-validate = Marcar como validado
edit-history = Historial
edit-public = Verlo en el sitio
edit-preview = Vista previa
edit-preview-reply = Como respuesta en { $channel }
edit-count = { NUM($n) } de { NUM($max) }
edit-count-over = { NUM($n) } de { NUM($max) } · sobran { NUM($k) }
edit-steps = Estado del artículo
edit-missing =
    { $n ->
        [0] Listo para publicar
        [one] Antes de publicar: falta una cosa
       *[other] Antes de publicar: faltan { NUM($n) } cosas
    }
edit-saved = Versión { NUM($n) } · guardado el { $date } a las { $time }
edit-done = Hecho
edit-todo = Pendiente
check-title = Tiene título
check-resolution = Tiene respuesta corta o dice qué hacer
check-redactions = Está decidido cada dato personal encontrado
check-reply = La respuesta corta cabe en 280
check-topic = Tiene un tema
notice-saved = Guardado. Se verá cuando lo publiques.
notice-published = Publicado. En un segundo se podrá buscar.
notice-internal = Publicado para el equipo.
notice-archived = Archivado.
notice-restored = Recuperado.
notice-validated = Marcado como validado.
notice-reverted = El texto anterior vuelve a ser el último. Publícalo para que se vea.
notice-decided = Decidido.
notice-drafted = Un borrador, sacado de la conversación. Léelo, decide sobre los datos ocultos y publícalo.
notice-account = Guardado.
refused-redactions = Decide antes sobre los datos personales: { $kinds }.
refused-personal = El texto todavía tiene lo que parece un dato personal ({ $kind }) en: { $part }. Quítalo o añádelo a la lista de permitidos de la marca.
refused-conflict = Alguien más cambió este artículo mientras tanto. Tu texto está abajo; compáralo con el suyo antes de guardar.
refused-theirs = Su versión
history-page = Historial: { $title }
history-version = Versión { NUM($n) }
history-by = de { $name }
history-published = es la que se ve
history-compare = Qué cambió
history-back = Volver a este texto
history-added = añadido:
history-removed = quitado:
history-same = No cambió nada del texto.
history-edit = Volver al artículo
reply-page = Responder
reply-lead = Pega lo que escribió el cliente. Vuelven las mejores respuestas ya escritas, listas para enviar.
reply-text = Mensaje del cliente
reply-channel = Dónde respondes
reply-name = Nombre del cliente (opcional)
reply-go = Buscar respuestas
reply-found = Respuestas ya escritas
reply-none = Todavía no hay respuesta para esto
reply-none-hint = Busca en los artículos o responde tú: cuando esté resuelta, puede convertirse en uno.
reply-very_likely = Muy probable · { $n }
reply-likely = Probable · { $n }
reply-possible = Puede servir · { $n }
reply-why = Coincide: { $why }
reply-used =
    { $n ->
        [0] Sin usar todavía
        [one] Usada una vez
       *[other] Usada { NUM($n) } veces
    }
reply-sendable = Respuesta, lista para copiar
reply-limit = { NUM($n) } de { NUM($max) } { $unit }
reply-length = { NUM($n) } { $unit }
reply-over = No cabe en este canal: acórtala antes de enviarla.
reply-sent = La he enviado
reply-edited = La he cambiado y enviado
reply-rejected = No sirve
reply-outcome = Anotado. Gracias.
reply-stale = El cliente ha vuelto a escribir. Estas son las respuestas ahora.
reply-past = Cómo se respondió antes
reply-private = Solo para el equipo: no tiene enlace público
reply-copy = Copiar
reply-copied = Copiado
unit-characters = caracteres
me-page = Tú
me-name = Nombre
me-role = Papel
me-language = Idioma de tus páginas
me-save = Guardar
role-agent = Agente
role-editor = Edición
role-admin = Administración

## Refusals
refused-state = Ha cambiado entretanto, o aún falta algo. Carga la página otra vez y mira cómo está ahora.
refused-unreadable = Vuelve atrás, revisa lo que escribiste y envíalo otra vez.
refused-empty = Un artículo sin texto no se puede publicar.
refused-archived = El artículo está archivado. Restáuralo primero.
refused-archived-already = El artículo ya está archivado.
refused-archived-not = El artículo no está archivado.
refused-open = La conversación sigue abierta. Márcala primero como resuelta.
refused-no-answer = Ningún mensaje nuestro responde aquí al cliente, así que no hay de dónde sacar un borrador.
refused-last-admin = Es la última cuenta de administración. Añade otra primero.
kind-email = una dirección de correo
kind-phone = un teléfono
kind-iban = un número de cuenta
kind-credit_card = un número de tarjeta
kind-dni = un DNI
kind-nie = un NIE
kind-order_id = un número de pedido
kind-tracking = un número de seguimiento
kind-imei = un IMEI
kind-plate = una matrícula
kind-password = una contraseña
kind-ip = una dirección IP
kind-handle = un nombre de usuario
kind-address = una dirección postal
kind-person = el nombre de una persona

## First steps
setup-page = Primeros pasos
setup-step = Paso { $n } de 5
setup-steps = Pasos
setup-language = Idioma
setup-account = Cuenta
setup-site = Sitio
setup-channels = Canales
setup-content = Contenido
setup-next = Seguir
setup-skip = Saltar este paso
setup-later = Podrás cambiarlo después en Administración.
setup-language-page = ¿En qué idioma seguimos?
setup-language-lead = Es el idioma de tus páginas y el primero de tu sitio.
setup-account-page = Crea la primera cuenta
setup-lead = Con ella se administra la instalación. El código está en el registro del servidor.
setup-code = Código de un solo uso
setup-code-hint = Se imprimió al arrancar el servidor.
setup-name = Tu nombre
setup-password-hint = Al menos { NUM($n) } caracteres.
setup-go = Crear la cuenta
setup-code-wrong = El código no es correcto. Está en el registro del servidor.
setup-site-page = Tu sitio
setup-site-unnamed = Ayuda
setup-site-name = Nombre del sitio
setup-site-name-hint = Lo que ve quien te visita, por ejemplo «Brizna Ayuda».
setup-site-address = Dirección pública
setup-site-address-hint = Con la que llega quien te visita, por ejemplo https://ayuda.brizna.example. Se usa desde el próximo arranque.
setup-site-settled = La fijan los ajustes del servidor: { $address }
setup-site-languages = Idiomas del sitio
setup-site-test = Probar la dirección
setup-reach-here = Funciona: estás en esa dirección ahora mismo.
setup-reach-answers = Funciona: allí responde un servidor de Precedent.
setup-reach-silent = Nadie responde ahí. Revisa el nombre, el puerto y que el proxy lleve a este servidor.
setup-reach-secure = Empieza por https y desde aquí no se puede probar. Ábrela en otra pestaña: si ves tu sitio, funciona.
setup-reach-open = Abrir { $address }
setup-channels-page = ¿Dónde te escriben?
setup-channels-lead = Se muestran donde alguien no encuentra su respuesta. Añade los que quieras, o sáltalo.
setup-channels-kind = Canal
setup-channels-handle = Tu cuenta, número o dirección ahí
setup-channels-add = Añadir
setup-channels-own = Canales añadidos
setup-channels-twice = Ese ya lo tienes.
setup-content-page = ¿Con qué empiezas?
setup-content-empty = Empezar vacío
setup-content-empty-hint = Escribes el primer artículo, o llega con la primera conversación resuelta.
setup-content-demo = Cargar la demostración
setup-content-demo-hint = Una empresa inventada, Brizna, con artículos y conversaciones en español y en inglés. Se ve en lugar de tu sitio hasta que la quites. Tarda unos segundos.
setup-content-import = Importar
setup-content-import-hint = Conversaciones o artículos que ya tienes, en CSV, JSON o Markdown.
first-page = Tres cosas para empezar
first-lead = Ya está en marcha. Prueba esto, en el orden que quieras.
first-search = Prueba una búsqueda
first-search-hint = Como quien te visita: con sus palabras, y hasta con una errata.
first-draft = Publica un borrador
first-draft-hint-conversation = De una conversación resuelta, con los datos personales ya ocultos.
first-draft-hint-new = Un título con las palabras de quien pregunta y una respuesta corta.
first-invite = Invita a alguien
first-invite-hint = Quien responde y quien escribe trabajan mejor con su propia cuenta.
first-unfinished = Los primeros pasos quedaron a medias.
first-continue = Seguir con ellos
first-demo = Se ve la demostración en lugar de { $name }.
first-own = Mostrar { $name }
first-restart = La dirección { $address } se usará cuando vuelvas a arrancar el servidor.
field-address = Escribe una dirección como https://ayuda.ejemplo.es.

## Keys
keys-open = Teclas
keys-title = Teclas de esta pantalla
keys-lead = Funcionan cuando no estás escribiendo.
keys-off-link = Se pueden desactivar.
keys-help = Esta lista
keys-escape = Salir del campo, cerrar
keys-move = Siguiente, anterior
keys-enter = Abrir
keys-redactions = Dato oculto anterior, siguiente
keys-close = Cerrar
keys-label = Teclas sueltas:
keys-on = activadas
keys-off = desactivadas
keys-hint = Atajos de una sola letra. Pulsa «?» en cualquier pantalla para ver los suyos.
articles-search = Buscar artículos
reply-edit = Cambiar la respuesta

## More of the public site
article-older = Esta traducción es anterior al último cambio del original ({ $language }).
article-original = Leer el original
article-copy = Copiar el enlace
article-copied = Enlace copiado
ask-wait-minutes =
    { $n ->
        [one] Respondemos en un minuto
       *[other] Respondemos en unos { NUM($n) } minutos
    }
ask-wait-hours =
    { $n ->
        [one] Respondemos en una hora
       *[other] Respondemos en unas { NUM($n) } horas
    }
search-filters = Filtros:
search-filter-remove = (quitar)
search-elsewhere =
    { $n ->
        [one] Una respuesta en otro idioma: { $language }
       *[other] { NUM($n) } respuestas en otro idioma: { $language }
    }
edit-archive-why = Qué leerá quien tenga el enlace
edit-archive-unsaid = Sin decir por qué
withdrawn-outdated = La respuesta ya no valía: algo ha cambiado desde entonces.
withdrawn-wrong = La respuesta no era correcta.
withdrawn-ended = Aquello de lo que trataba ya no existe.
